/** History entries about undos, and about those that the flow orders. */
import type { Json, JsonObject } from '../../expression/json';
import type { NodeId } from '../../flow/nodes/node-base';
import type { RunNumber } from '../input';
import type { AttemptCause } from '../run-failure';
import type { Frontier, LedgerUndo, UndoOutcome } from '../state';
import type { InScope } from './event-entries';

export type UndoEntry =
	| (InScope & {
			readonly type: 'undoThrown';
			readonly throw: RunNumber;
			readonly node: NodeId;
			/** The standing entries that it undoes. */
			readonly set: readonly RunNumber[];
			/** The top of the saga is undone by it. */
			readonly root?: true;
			/** Where no token was inside the node: the frontier with which its token goes on. */
			readonly frontier?: Frontier;
			/** The saga goes back to where this run was entered. */
			readonly backTo?: RunNumber;
	  })
	| { readonly type: 'throwConfirmed'; readonly throw: RunNumber; readonly node: NodeId }
	| {
			readonly type: 'undoStarted';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly outcome: UndoOutcome;
			/** Null: nothing was sent, because its command could not be evaluated, or because it is no command. */
			readonly dueAt: number | null;
			/** Absent: a command. */
			readonly by?: 'inside' | 'called';
	  }
	| {
			readonly type: 'undoAttemptSent';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly dueAt: number;
			readonly input?: JsonObject;
	  }
	| {
			readonly type: 'undoAttemptFailed';
			readonly run: RunNumber;
			readonly attempt: number;
			readonly cause: AttemptCause;
			readonly code: string;
			readonly message: string;
			readonly retryAt: number | null;
	  }
	| { readonly type: 'undoCompleted'; readonly run: RunNumber; readonly step: NodeId }
	/** Undo reached a run that has no compensation: harmless, or a gap that the saga's end will name. */
	| {
			readonly type: 'undoSkipped';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly effect: 'harmless' | 'gap';
			readonly because: string;
	  }
	/** An operator says that the effect is gone (`undone`) or that it stays (`gap`). */
	| {
			readonly type: 'undoMarked';
			readonly run: RunNumber;
			readonly step: NodeId;
			readonly as: 'undone' | 'gap';
			readonly because: string;
	  }
	/** A late reply told what became of a run; `undoInput`: its undo's command evaluated anew. */
	| { readonly type: 'outputLearned'; readonly run: RunNumber; readonly output: Json; readonly undoInput: JsonObject }
	/** The called saga of an abandoned call completed all the same: the call's own compensation undoes it. */
	| { readonly type: 'undoChanged'; readonly run: RunNumber; readonly undo: LedgerUndo };
