import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
	'#eef1fd',
	'#dfe5fb',
	'#bcc8f7',
	'#9db0ff',
	'#8098ff',
	'#6480f2',
	'#4a67e3',
	'#3451d1',
	'#2a43b3',
	'#223691',
];

const dark: MantineColorsTuple = [
	'#e6e9ec',
	'#c3cad0',
	'#9aa5af',
	'#77818b',
	'#3d454d',
	'#2b3137',
	'#20252a',
	'#1b1f23',
	'#14171a',
	'#0f1113',
];

export const theme = createTheme({
	colors: { accent, dark },
	primaryColor: 'accent',
	primaryShade: { light: 7, dark: 4 },
	autoContrast: true,
	luminanceThreshold: 0.3,
	fontFamily: '"Inter Variable", system-ui, sans-serif',
	fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
	defaultRadius: 6,
	cursorType: 'pointer',
	respectReducedMotion: true,
	fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
	headings: {
		fontWeight: '600',
		sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '17px' }, h3: { fontSize: '14px' } },
	},
	components: {
		Button: {
			defaultProps: { size: 'xs' },
			vars: (_theme: unknown, { variant, color }: { variant?: string; color?: string }) => ({
				root:
					(variant ?? 'filled') === 'filled' && color === undefined ? { '--button-color': 'var(--u-on-accent)' } : {},
			}),
		},
		TextInput: { defaultProps: { size: 'xs' } },
		Textarea: { defaultProps: { size: 'xs' } },
		NumberInput: { defaultProps: { size: 'xs' } },
		Select: { defaultProps: { size: 'xs', allowDeselect: false } },
		Autocomplete: { defaultProps: { size: 'xs' } },
		Switch: { defaultProps: { size: 'xs' } },
		Checkbox: { defaultProps: { size: 'xs' } },
		SegmentedControl: { defaultProps: { size: 'xs' } },
		Tabs: { defaultProps: { keepMounted: false } },
		Tooltip: {
			defaultProps: {
				openDelay: 250,
				withArrow: true,
				multiline: true,
				maw: 320,
				events: { hover: true, focus: true, touch: true },
			},
		},
		Modal: {
			defaultProps: {
				centered: true,
				closeButtonProps: { 'aria-label': 'Close' },
				overlayProps: { backgroundOpacity: 0.4 },
				transitionProps: { duration: 120 },
			},
			styles: { title: { fontSize: 16, fontWeight: 600 } },
		},
		ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
	},
});

const shared = {
	'--mantine-color-body': 'var(--u-panel)',
	'--mantine-color-text': 'var(--u-text)',
	'--mantine-color-dimmed': 'var(--u-mute)',
	'--mantine-color-placeholder': 'var(--u-mute)',
	'--mantine-color-default-border': 'var(--u-line-strong)',
	'--mantine-color-error': 'var(--u-bad)',
};

export const themeVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
