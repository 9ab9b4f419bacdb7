import {useState} from 'react';
import {type ListedSecret} from '../../../resources/secret/read.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {formatCount} from '../../../terminal/text.js';
import {
	type ChoiceQuestion,
	type ConfirmQuestion,
	type ListRow,
	type StatusMessage,
	type Validation,
} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {describeListing, useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectAnswers, type WantedSecrets} from '../answers.js';
import {type SecretsServices} from '../services.js';
import {readSecretArns} from '../wanted-secrets.js';
import {describeSecrets} from './project-list.js';
import {SecretPrefix} from './secret-prefix.js';

/** Where the secrets are. */
type Location = {
	readonly region: string;
	readonly account: string | undefined;
};

type View = 'menu' | 'list' | 'prefix' | 'arns' | 'all';

type Does = {
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack: () => void;
};

/** Which secrets the role of one project may read, or those of several projects alike. */
export function SecretsChoice({
	projects,
	all,
	location,
	listSecrets,
	onChoose,
	onBack,
}: {
	readonly projects: readonly ProjectAnswers[];
	/** Every project of the setup. */
	readonly all: readonly ProjectAnswers[];
	readonly location: Location;
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack: (() => void) | undefined;
}) {
	const [view, setView] = useState<View>('menu');
	const chosen = commonSecrets(projects);
	const whose =
		projects.length > 1 ? `all ${projects.length} projects` : quoteText(projects[0]?.name ?? '');
	const toMenu = () => {
		setView('menu');
	};

	const does = {onChoose, onBack: toMenu};
	const listed = {
		whose,
		chosen: Array.isArray(chosen) ? chosen : [],
		location,
		listSecrets,
		...does,
	};
	switch (view) {
		case 'menu': {
			return (
				<QuestionStep
					question={menuQuestion(whose, chosen, {
						onChoose,
						onView: setView,
						onBack,
					})}
				/>
			);
		}

		case 'list': {
			return <SecretList {...listed} />;
		}

		case 'prefix': {
			return (
				<SecretPrefix
					projects={projects}
					all={all}
					start={typeof chosen === 'object' && !Array.isArray(chosen) ? chosen.prefix : ''}
					listSecrets={listSecrets}
					{...does}
				/>
			);
		}

		case 'arns': {
			return <SecretArns {...listed} />;
		}

		case 'all': {
			return <QuestionStep question={allQuestion(location, does)} />;
		}
	}
}

/** What all of these projects have chosen alike. */
function commonSecrets(projects: readonly ProjectAnswers[]): WantedSecrets | undefined {
	const [first] = projects;
	const text = JSON.stringify(first?.secrets);
	return projects.every(({secrets}) => JSON.stringify(secrets) === text)
		? first?.secrets
		: undefined;
}

function menuQuestion(
	whose: string,
	chosen: WantedSecrets | undefined,
	{
		onChoose,
		onView,
		onBack,
	}: {
		readonly onChoose: (secrets: WantedSecrets) => void;
		readonly onView: (view: View) => void;
		readonly onBack: (() => void) | undefined;
	},
): ChoiceQuestion {
	const to = (view: View) => () => {
		onView(view);
	};

	return {
		kind: 'choice',
		id: `secrets of ${whose}`,
		text: `Which secrets may Workato read for ${whose}? The role gets GetSecretValue on these alone, and may decrypt them if they have a customer managed key.`,
		options: [
			...(chosen
				? [
						{
							label: `Keep your choice: ${describeSecrets(chosen)}`,
							choose() {
								onChoose(chosen);
							},
						},
					]
				: []),
			{
				label: 'Choose from a list (recommended)',
				hint: 'Exactly these secrets, by the ARNs that AWS gives them.',
				choose: to('list'),
			},
			{
				label: 'By the beginning of their names',
				hint: 'Those that come later, too.',
				choose: to('prefix'),
			},
			{label: 'Give the ARNs', choose: to('arns')},
			{
				label: 'Every secret of the region',
				hint: 'Says first what that means.',
				choose: to('all'),
			},
		],
		onBack,
	};
}

/** Says what “all secrets” means before it is taken. */
function allQuestion({region}: Location, {onChoose, onBack}: Does): ConfirmQuestion {
	return {
		kind: 'confirm',
		id: 'every secret',
		warnings: [
			`Everybody who may make a connection in Workato could then read every secret of this account in ${region}, now and later: those of other teams, of databases, of other tools. Choose this only for an account that holds nothing but Workato’s secrets.`,
		],
		no: 'No, choose some',
		yes: 'Yes, every secret of the region',
		onNo: onBack,
		onYes() {
			onChoose('all');
		},
	};
}

type ListedProps = Does & {
	readonly whose: string;
	/** ARNs that are chosen already. */
	readonly chosen: readonly string[];
	readonly location: Location;
	readonly listSecrets: SecretsServices['listSecrets'];
};

/** The secrets of the region to tick. */
function SecretList({listSecrets, whose, chosen, location, onChoose, onBack}: ListedProps) {
	const listing = useListing(listSecrets);
	return (
		<QuestionStep
			question={{
				kind: 'multiselect',
				id: `listed secrets of ${whose}`,
				text: `Secrets for ${whose}:`,
				rows: rowsOf(listing, chosen),
				initial: chosen,
				placeholder: 'Type a part of the name',
				...describeListing(listing, {
					things: 'secrets',
					none: `There are no secrets in ${location.region}.`,
					noMatch: 'No secret matches.',
					instead: 'Go back and give their ARNs instead.',
				}),
				onAnswer(arns) {
					onChoose([...arns]);
				},
				onBack,
			}}
		/>
	);
}

/** Those that cannot be read stand there with the reason. */
function rowsOf({items, isComplete}: Listing<ListedSecret>, chosen: readonly string[]): ListRow[] {
	const listed = new Set(items.map(({arn}) => arn));
	// What was chosen before stays in view, so that nothing is lost without being seen.
	const missing = isComplete ? chosen.filter((arn) => !listed.has(arn)) : [];
	return [
		...missing.map((arn) => ({
			id: arn,
			label: arn,
			detail: 'chosen before; AWS does not list it',
		})),
		...items.map(({arn, name, kmsKeyId, deletedAt, description, owningService}) => ({
			id: arn,
			label: name,
			detail: [
				...(owningService ? [`${owningService} owns and rotates it`] : []),
				...(kmsKeyId ? ['customer managed key'] : []),
				...(description ? [description] : []),
			].join(' · '),
			about: arn,
			search: arn,
			...(deletedAt && {disabled: 'scheduled for deletion'}),
		})),
	];
}

/** Takes the ARNs of secrets; names are looked up and become the ARNs that AWS prints. */
function SecretArns({listSecrets, whose, chosen, location, onChoose, onBack}: ListedProps) {
	const {items: listed, isComplete} = useListing(listSecrets);
	const read = (text: string): Validation<string[]> => {
		const {arns, problem} = readSecretArns(text, {...location, listed});
		return problem === undefined ? {value: arns} : {problem};
	};

	const remark = (text: string): StatusMessage => {
		if (text.trim() === '') {
			return {
				kind: 'info',
				text: 'One on each line. A name works, too: AWS is asked for its ARN.',
			};
		}

		const found = read(text);
		return 'value' in found
			? {
					kind: 'success',
					text: `${formatCount(found.value.length, 'secret is', 'secrets are')} named here.`,
				}
			: isComplete
				? {kind: 'problem', text: found.problem}
				: {kind: 'info', text: 'Asking AWS for the secrets of these names.'};
	};

	return (
		<QuestionStep
			question={{
				kind: 'paste',
				id: `secret arns ${whose}`,
				label: 'ARNs of the secrets',
				isList: true,
				initial: () => chosen.join('\n'),
				enter: 'take them',
				keys: [{key: 'Ctrl+U', does: 'clear'}],
				remark,
				validate: (text) =>
					text.trim() === '' ? {problem: 'Paste at least one ARN first.'} : read(text),
				onAnswer: onChoose,
				onBack,
			}}
		/>
	);
}
