import {canonicalStatement} from './compare.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

const freeSid = (sid: string, taken: Set<string>): string => {
	const gap = sid.includes(' ') ? ' ' : '';
	let free = sid;
	for (let count = 2; taken.has(free); count++) {
		free = `${sid}${gap}${count}`;
	}

	return free;
};

/**
Adds to a policy those statements that it does not hold yet in meaning, at the end. Every statement that is there stays as it is.
A Sid that is taken gets a number. Nothing to add: the same value comes back.
*/
export function mergeStatements(
	policy: PolicyDocument,
	statements: Statement[],
): PolicyDocument {
	const present = new Set(
		policy.Statement.map((statement) => canonicalStatement(statement)),
	);
	const sids = new Set(policy.Statement.flatMap(({Sid}) => Sid ?? []));
	const added: Statement[] = [];
	for (const statement of statements) {
		const canonical = canonicalStatement(statement);
		if (present.has(canonical)) {
			continue;
		}

		const {Sid} = statement;
		const free = Sid === undefined ? undefined : freeSid(Sid, sids);
		added.push(free === Sid ? statement : {...statement, Sid: free});
		present.add(canonical);
		if (free !== undefined) {
			sids.add(free);
		}
	}

	return added.length === 0
		? policy
		: {...policy, Statement: [...policy.Statement, ...added]};
}
