import {type Change} from '../resources/call.js';
import {type Deletion} from '../undo/plan.js';
import {isYes, type Questions} from './ask.js';
import {isAliasTyped} from './confirm-deletion.js';
import {type Output} from './output.js';
import {changeLines, countChanges} from './plan-text.js';
import {cancelled} from './problems.js';

type Tools = {questions: Questions; output: Output};

type Answer = 'yes' | 'no' | 'all';

/**
Shows each change and asks about it: yes, no, all that is left (shown, and asked about once), or quit. A deletion is agreed
to by its alias. Gives what the person agrees to, in order, without what cannot be done because of a no. Rejects when the
person quits or agrees to nothing.
*/
export async function agreeOneByOne(
	changes: readonly Change[],
	deletions: readonly Deletion[],
	{questions, output}: Tools,
): Promise<readonly Change[]> {
	const names = new Map(deletions.map(({change, name}) => [change, name]));
	const agreed: Change[] = [];
	const left: Change[] = [];
	let isAll = false;
	for (const [index, change] of changes.entries()) {
		if (needsOneOf(change, left)) {
			output.say(
				'',
				`${change.title}: not now. AWS deletes no role that still has a policy.`,
			);
			left.push(change);
			continue;
		}

		output.say(
			...changeLines(change, `${index + 1} of ${changes.length}`, output),
		);
		const name = names.get(change.id);
		const answer: Answer =
			name === undefined
				? isAll
					? 'all'
					: await askAbout(questions)
				: (await isAliasTyped(name, questions))
					? 'yes'
					: 'no';
		isAll ||= answer === 'all';
		(answer === 'no' ? left : agreed).push(change);
	}

	const isStill =
		!isAll ||
		isYes(
			await questions.ask(`\nTake back ${countChanges(agreed.length)}? [y/N] `),
		);
	if (!isStill || agreed.length === 0) {
		throw cancelled('Nothing was written.');
	}

	return agreed;
}

const answers: ReadonlyMap<string, Answer | 'quit'> = new Map(
	(['yes', 'no', 'all', 'quit'] as const).flatMap((answer) => [
		[answer, answer],
		[answer.charAt(0), answer],
	]),
);

async function askAbout({ask}: Questions): Promise<Answer> {
	let question =
		'\nTake this back? y: yes, n: no, a: all from here on, q: quit ';
	for (;;) {
		const said = await ask(question);
		const answer =
			said === undefined ? 'quit' : answers.get(said.toLowerCase());
		if (answer === 'quit') {
			throw cancelled('Nothing was written.');
		}

		if (answer) {
			return answer;
		}

		question = 'Type y, n, a or q, then press Enter: ';
	}
}

// A role goes only after its policies.
function needsOneOf({call}: Change, left: readonly Change[]): boolean {
	return (
		call.operation === 'DeleteRole' &&
		left.some(
			(each) =>
				each.call.operation === 'DeleteRolePolicy' &&
				each.call.input.RoleName === call.input.RoleName,
		)
	);
}
