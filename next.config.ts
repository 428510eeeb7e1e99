import type { NextConfig } from 'next';

const config: NextConfig = {
	// `npm test` builds into a folder of its own, so that it never pulls the pages from under a running product.
	distDir: process.env.NEXT_DIST_DIR ?? '.next',
	// Types are judged by `npm run check`, tests included; the build need not do it twice.
	typescript: { ignoreBuildErrors: true },
	poweredByHeader: false,
	devIndicators: false,
	serverExternalPackages: ['pg', 'pino'],
};

export default config;
