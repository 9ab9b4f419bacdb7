/*
`node --import ./source/packaging/run-typescript.js FILE.ts` runs a program of the checkout without a build. Node reads
TypeScript as it is, but does not find it by the .js names of its imports.
*/
import {registerHooks} from 'node:module';

registerHooks({
	resolve(specifier, context, nextResolve) {
		const isOurs =
			context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/');
		return nextResolve(
			isOurs && /^\.{1,2}\//v.test(specifier) ? specifier.replace(/\.js$/v, '.ts') : specifier,
			context,
		);
	},
});
