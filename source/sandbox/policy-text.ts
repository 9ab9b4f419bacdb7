import * as z from 'zod';
import {parseStatements} from './evaluate.js';

/** A policy in a request to the sandbox: its text, or the object itself. It has to be well formed. */
export const policyText = z
	.union([z.string(), z.record(z.string(), z.json()).transform((policy) => JSON.stringify(policy))])
	.refine((policy) => {
		try {
			return parseStatements(policy).length > 0;
		} catch {
			return false;
		}
	}, 'is no policy');
