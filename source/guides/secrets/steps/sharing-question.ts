import {type ConfirmQuestion, type StatusMessage} from '../../../ui/question.js';
import {type ProjectAnswers, changeAll} from '../answers.js';
import {nameFew, newSharing} from '../sharing.js';

const most = 4;

/**
Says, before it is saved, which secrets several projects would read by a change of the answers. What may be meant is to be agreed
to; projects whose prefixes come out alike by their names can only be left without secrets for now.
*/
export function sharingQuestion({
	projects,
	changed,
	onTake,
	onBack,
}: {
	/** As they are, and as they would be. */
	readonly projects: readonly ProjectAnswers[];
	readonly changed: readonly ProjectAnswers[];
	/** Gets what to save, and the projects that are left without secrets. */
	readonly onTake: (changed: ProjectAnswers[], left: string[]) => void;
	readonly onBack: () => void;
}): ConfirmQuestion {
	const sharing = newSharing(projects, changed);
	const before = new Map(projects.map(({name, secrets}) => [name, JSON.stringify(secrets)]));
	const given = changed
		.filter(({name, secrets}) => before.get(name) !== JSON.stringify(secrets))
		.map(({name}) => name);
	const refused = new Set(
		sharing
			.filter(({isAccident}) => isAccident)
			.flatMap(({readers, held}) => [...readers, ...held]),
	);
	const left = given.filter((name) => refused.has(name));
	const isAgreeing = sharing.some(({isAccident}) => !isAccident);
	return {
		kind: 'confirm',
		id: 'sharing',
		message: [
			...sharing
				.slice(0, most)
				.map(({isAccident, message, hint}): StatusMessage =>
					isAccident
						? {kind: 'problem', text: `${message} ${hint}`}
						: {kind: 'warning', text: message},
				),
			...(sharing.length > most
				? [{kind: 'info' as const, text: `And ${sharing.length - most} more like these.`}]
				: []),
		],
		text: 'Nothing of it is saved yet. Is this what you want?',
		no: 'No, change it',
		yes:
			left.length === 0
				? 'Yes, I agree'
				: left.length < given.length
					? `${isAgreeing ? 'Yes, I agree' : 'Take it for the others'}, and choose the secrets of ${nameFew(left)} later`
					: undefined,
		onNo: onBack,
		onYes() {
			onTake(
				changeAll(changed, ({name, secrets}) => ({
					secrets: left.includes(name) ? undefined : secrets,
				})),
				left,
			);
		},
	};
}
