import {useState} from 'react';
import {parseArn} from '../../../aws/arn.js';
import {type ListedRole} from '../../../resources/iam-role/read-many.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {
	type ChoiceQuestion,
	type ListRow,
	type TextQuestion,
	validateTrimmed,
} from '../../../ui/question.js';
import {QuestionStep} from '../../step-frame.js';
import {describeListing, useListing} from '../../steps/use-request.js';
import {type ProjectAnswers, type SecretsAnswers} from '../answers.js';
import {isRefused, roleNameProblem, roleNames, usedRoleName} from '../role-names.js';
import {type SecretsServices} from '../services.js';

type Role = NonNullable<ProjectAnswers['role']>;
type View = 'menu' | 'name' | 'list' | 'use';

/** One project's role: new under the proposed or another name, or one that is there already. */
export function RoleChoice({
	answers,
	name,
	account,
	refused,
	listRoles,
	onChoose,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	readonly name: string;
	readonly account: string | undefined;
	/** Names of roles that are there and cannot be this setup's. */
	readonly refused: readonly string[];
	readonly listRoles: SecretsServices['listRoles'];
	readonly onChoose: (role: Role) => void;
	readonly onBack: (() => void) | undefined;
}) {
	const {projects = [], workatoAccountId} = answers;
	const [view, setView] = useState<View>('menu');
	const toMenu = () => {
		setView('menu');
	};

	const project = projects.find((each) => each.name === name) ?? {name};
	const others = projects.filter((each) => each.name !== name);
	const proposed =
		roleNames(
			projects.map((each) => (each === project ? {...each, role: undefined} : each)),
			undefined,
			refused,
		).get(name) ?? '';
	// A name that was refused is no choice any more.
	const role = project.role && !isRefused(project.role, refused) ? project.role : undefined;
	switch (view) {
		case 'menu': {
			return (
				<QuestionStep
					question={roleQuestion(
						{...project, role},
						{
							proposed,
							workatoAccountId,
							onChoose,
							onView: setView,
							onBack,
						},
					)}
				/>
			);
		}

		case 'name': {
			return (
				<QuestionStep
					question={nameQuestion({
						id: `role name ${name}`,
						label: 'Name of the new role',
						initial: role?.create?.name ?? proposed,
						placeholder: proposed,
						problemOf: roleNameProblem,
						onAnswer(text) {
							onChoose({create: {name: text}});
						},
						onBack: toMenu,
					})}
				/>
			);
		}

		case 'use': {
			return (
				<QuestionStep
					question={nameQuestion({
						id: `used role ${name}`,
						label: 'ARN or name of the role',
						initial: role?.use ?? '',
						placeholder: 'arn:aws:iam::111122223333:role/my-role',
						problemOf: (text) => usedRoleProblem(text, account),
						onAnswer(text) {
							onChoose({use: text});
						},
						onBack: toMenu,
					})}
				/>
			);
		}

		case 'list': {
			return (
				<RoleList
					name={name}
					others={others}
					listRoles={listRoles}
					onUse={(arn) => {
						onChoose({use: arn});
					}}
					onBack={toMenu}
				/>
			);
		}
	}
}

function roleQuestion(
	{name, externalId, role}: ProjectAnswers,
	{
		proposed,
		workatoAccountId,
		onChoose,
		onView,
		onBack,
	}: {
		readonly proposed: string;
		readonly workatoAccountId: string | undefined;
		readonly onChoose: (role: Role) => void;
		readonly onView: (view: View) => void;
		readonly onBack: (() => void) | undefined;
	},
): ChoiceQuestion {
	const to = (view: View) => () => {
		onView(view);
	};

	return {
		kind: 'choice',
		id: `role of ${name}`,
		text: `Workato assumes a role for ${quoteText(name)}. Its trust policy lets ${workatoAccountId ? `account ${workatoAccountId}` : 'Workato’s account'} in, and only with the external ID${externalId ? ` ${externalId}` : ' of this project'}. Nothing is made yet: you see every change before it happens.`,
		options: [
			...(role
				? [
						{
							label: `Keep your choice: ${role.create ? `a new role ${role.create.name}` : (role.use ?? '')}`,
							choose() {
								onChoose(role);
							},
						},
					]
				: []),
			// What is kept already is not offered twice.
			...(role?.create?.name === proposed
				? []
				: [
						{
							label: `Make a new role ${proposed} (recommended)`,
							hint: 'A role that only Workato uses is the easiest to watch and to take back.',
							choose() {
								onChoose({create: {name: proposed}});
							},
						},
					]),
			{label: 'Make a new role under another name', choose: to('name')},
			{
				label: 'Choose one of your roles',
				hint: 'Its trust policy keeps every statement; Workato’s is added.',
				choose: to('list'),
			},
			{label: 'Give the ARN or name of a role', choose: to('use')},
		],
		onBack,
	};
}

/** Takes the name of a role, new or there already; `problemOf` says what is wrong with a text. */
function nameQuestion({
	problemOf,
	...question
}: Pick<
	TextQuestion<string>,
	'id' | 'label' | 'initial' | 'placeholder' | 'onAnswer' | 'onBack'
> & {
	readonly problemOf: (text: string) => string | undefined;
}): TextQuestion<string> {
	return {
		kind: 'text',
		...question,
		enter: 'take it',
		validate: validateTrimmed(problemOf),
	};
}

/** What is wrong with the ARN or name of a role, as far as the text tells; nothing when AWS can be asked about it. */
function usedRoleProblem(text: string, account: string | undefined): string | undefined {
	if (text === '') {
		return 'Give the ARN or the name of a role.';
	}

	if (!text.startsWith('arn:')) {
		return roleNameProblem(text);
	}

	const arn = parseArn(text);
	if (arn?.service === 'sts') {
		return 'This is the ARN of a session. Give the ARN of the role itself.';
	}

	if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
		return 'This is not the ARN of a role.';
	}

	return account !== undefined && arn.account !== account
		? `This role belongs to account ${arn.account}; you are in ${account}.`
		: roleNameProblem(usedRoleName(text));
}

/** The roles of the account to choose from. */
function RoleList({
	name,
	others,
	listRoles,
	onUse,
	onBack,
}: {
	readonly name: string;
	readonly others: readonly ProjectAnswers[];
	readonly listRoles: SecretsServices['listRoles'];
	readonly onUse: (roleArn: string) => void;
	readonly onBack: () => void;
}) {
	const listing = useListing(listRoles);
	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: `roles for ${name}`,
				text: `Which role does Workato assume for ${quoteText(name)}?`,
				rows: rowsOf(listing.items, others),
				placeholder: 'Type a name',
				...describeListing(listing, {
					things: 'roles',
					none: 'There are no roles in this account.',
					noMatch: 'No role matches.',
					instead: 'Go back and give the role’s ARN instead.',
				}),
				enter: 'use this role',
				onAnswer: onUse,
				onBack,
			}}
		/>
	);
}

/** Roles that cannot be used stand there with the reason. */
function rowsOf(roles: readonly ListedRole[], others: readonly ProjectAnswers[]): ListRow[] {
	const owners = new Map(
		others.flatMap(({name, role}) =>
			role?.use === undefined ? [] : [[usedRoleName(role.use).toLowerCase(), name]],
		),
	);
	return roles.map(({arn, name, path, description}) => {
		const owner = owners.get(name.toLowerCase());
		const disabled = path.startsWith('/aws-service-role/')
			? 'an AWS service keeps this role'
			: path.startsWith('/aws-reserved/')
				? 'IAM Identity Center keeps this role'
				: owner === undefined
					? undefined
					: `the role of project ${quoteText(owner)}`;
		return {
			id: arn,
			label: name,
			detail: description ?? arn,
			about: [arn, ...(description ? [description] : [])].join(' · '),
			...(disabled !== undefined && {disabled}),
		};
	});
}
