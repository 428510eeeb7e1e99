/** How a bus speaks to its process: it names the cause and the next step, and never throws out of a loop of its own. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Log = (level: LogLevel, message: string) => void;
