/*
`node --import ./source/packaging/run-typescript.js FILE.ts` runs a program of the checkout without a build. Node reads
TypeScript as it is, but does not find it by the .js names of its imports. It reads no .tsx: of those only types are wanted here.
*/
import {existsSync} from 'node:fs';
import {registerHooks} from 'node:module';

const nothing = 'data:text/javascript,';

registerHooks({
	resolve(specifier, context, nextResolve) {
		const isOurs =
			context.parentURL?.endsWith('.ts') && !context.parentURL.includes('/node_modules/');
		if (!isOurs || !/^\.{1,2}\//v.test(specifier)) {
			return nextResolve(specifier, context);
		}

		const source = specifier.replace(/\.js$/v, '.ts');
		const isDrawn = existsSync(new URL(`${source}x`, context.parentURL));
		return isDrawn
			? {url: nothing, format: 'module', shortCircuit: true}
			: nextResolve(source, context);
	},
});
