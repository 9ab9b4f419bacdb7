import {useState} from 'react';
import {type Option, type StatusMessage} from '../../../ui/question.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {useTools} from '../../../terminal/tools.js';
import {outputsByGroup} from '../../guide.js';
import {QuestionStep} from '../../step-frame.js';
import {copyNotice, describeError, useCopied, useSandboxReply} from '../../steps/in-workato.js';
import {SaveFileView} from '../../steps/export-view.js';
import {rolesOutput} from '../about.js';
import {type ProjectAnswers, type SecretsAnswers, changeAll} from '../answers.js';
import {projectSeen} from '../observation.js';
import {settingsPage, type SandboxWorkato, type SecretsStepProps} from '../services.js';
import {stillAccepted} from '../../step-marks.js';
import {givenToWorkato} from '../role-names.js';
import {roleTable} from '../project-table.js';
import {nextWaiting, projectsQuestion, useOpenProject} from './project-list.js';

/** By project name. */
type Roles = Readonly<Record<string, string>>;

/** What Workato said of a project's role. */
type Accepted = {readonly name: string; readonly accepted: boolean};

/** Step 5: the roles' ARNs, where they go in Workato, and how it went. */
export function ArnsStep({
	answers: given,
	observation,
	outputs,
	isRefreshing,
	services,
	send,
}: SecretsStepProps) {
	const roles = outputsByGroup(outputs, rolesOutput);
	const ofWorkato = (each: ProjectAnswers) => givenToWorkato(given, each, roleOf(roles, each));
	const projects = changeAll(given.projects ?? [], (each) => ({
		accepted: stillAccepted(each, ofWorkato(each)),
	}));
	const answers = {...given, projects};
	const {project, first, open, close} = useOpenProject(projects);
	const next = () => {
		send({type: 'next'});
	};

	const accept = (some: readonly Accepted[]) => {
		const said = new Map(some.map(({name, accepted}) => [name, accepted]));
		const changed = changeAll(given.projects ?? [], (each) =>
			said.has(each.name) ? {accepted: said.get(each.name), acceptedOf: ofWorkato(each)} : {},
		);
		send({type: 'note', answers: {projects: changed}});
	};

	const isWaiting = (each: ProjectAnswers) =>
		each.accepted === undefined && roleOf(roles, each) !== undefined;
	/** The next one comes by itself; behind the last there is the list. */
	const goOn = (name: string) => {
		open(nextWaiting(projects, name, isWaiting)?.name);
	};

	return project ? (
		<RoleArn
			key={project.name}
			answers={answers}
			project={project}
			roleArn={roleOf(roles, project)}
			isThere={projectSeen(observation, project.name)?.role.state === 'found'}
			isRefreshing={isRefreshing || observation.projects === undefined}
			sandbox={services.sandbox}
			onReview={() => {
				send({type: 'go', step: 'review'});
			}}
			onAnswer={(accepted) => {
				accept([{name: project.name, accepted}]);
				if (close) {
					goOn(project.name);
				} else {
					next();
				}
			}}
			onSkip={
				close
					? () => {
							goOn(project.name);
						}
					: undefined
			}
			onBack={close}
		/>
	) : (
		<RoleArns
			answers={answers}
			roles={roles}
			isRefreshing={isRefreshing}
			sandbox={services.sandbox}
			first={first}
			next={projects.find((each) => isWaiting(each))}
			onAccept={accept}
			onOpen={open}
			onNext={next}
		/>
	);
}

function roleOf(roles: Roles, {name}: ProjectAnswers): string | undefined {
	return Object.hasOwn(roles, name) ? roles[name] : undefined;
}

/** Where the ARN of a role goes in Workato; `which` says in which project, such as “each project”. */
function describePage(answers: SecretsAnswers, which: string): string {
	return `${settingsPage(answers, which)}, open “Add the role to your Workato account”. Paste the ARN and save.`;
}

/** How many roles Workato has taken, and at how many it shows an error. */
function describeGiven(projects: readonly ProjectAnswers[]): string {
	const given = projects.filter(({accepted}) => accepted === true).length;
	const refused = projects.filter(({accepted}) => accepted === false).length;
	return `${given} of ${projects.length} given${refused > 0 ? `, ${refused} with an error` : ''}`;
}

/** The ARNs of many roles: one by one, or as a table; each project says whether Workato has taken its role. */
function RoleArns({
	answers,
	roles,
	isRefreshing,
	sandbox,
	first,
	next: waiting,
	onAccept,
	onOpen,
	onNext,
}: {
	readonly answers: SecretsAnswers;
	readonly roles: Roles;
	readonly isRefreshing: boolean;
	readonly sandbox: SandboxWorkato | undefined;
	readonly first: string | undefined;
	/** The first project whose ARN is still to be given. */
	readonly next: ProjectAnswers | undefined;
	readonly onAccept: (some: readonly Accepted[]) => void;
	readonly onOpen: (project: string) => void;
	readonly onNext: () => void;
}) {
	const tools = useTools();
	const {projects = [], name} = answers;
	const [message, setMessage] = useState<StatusMessage>();
	const [isSaving, setIsSaving] = useState(false);
	const table = roleTable(projects, roles);
	if (isSaving) {
		return (
			<SaveFileView
				text={table}
				start={`${name}-roles.csv`}
				onSaved={(path) => {
					setIsSaving(false);
					setMessage({kind: 'success', text: `The table is in ${path}`});
				}}
				onBack={() => {
					setIsSaving(false);
				}}
			/>
		);
	}

	const count = projects.filter((project) => roleOf(roles, project) !== undefined).length;
	// A table of what AWS has said so far would pass for the whole.
	const isAsking = isRefreshing && count < projects.length;
	const ofSandbox: Option[] = sandbox
		? [
				{
					id: 'sandbox',
					label: 'Add the roles in the practice Workato',
					async choose() {
						onAccept(await addRoles(sandbox, projects, roles, setMessage));
					},
				},
			]
		: [];
	const ofNext: Option[] = waiting
		? [
				{
					id: 'give',
					label: `Give the ARN of ${quoteText(waiting.name)}`,
					hint: 'it is copied; then the next one',
					choose() {
						onOpen(waiting.name);
					},
				},
			]
		: [];
	const ofTable: Option[] = [
		{
			id: 'save',
			label: 'Save the table to a file',
			hint: 'CSV: project, external ID, role ARN',
			choose() {
				setIsSaving(true);
			},
		},
		{
			id: 'copy',
			label: 'Copy the table',
			hint: 'CSV',
			async choose() {
				setMessage(copyNotice(await tools.copy(table)));
			},
		},
	];
	const hasTable = !isAsking && count > 0;
	const next: Option = {id: 'next', label: 'Continue to the checklist', choose: onNext};
	const isAllTaken = projects.every(({accepted}) => accepted === true);
	return (
		<QuestionStep
			question={projectsQuestion({
				id: 'role ARNs',
				text: `${isAsking ? `Asking AWS for the roles: ${count} of ${projects.length} so far.` : `${count} of ${projects.length} projects have their role.`} ${describeGiven(projects)}. ${describePage(answers, 'each project')}`,
				message,
				actions: [
					// Once Workato has all of them, Enter leads on.
					...(isAllTaken ? [next] : hasTable ? ofSandbox : []),
					...ofNext,
					...(hasTable ? ofTable : []),
					...(isAllTaken ? [] : [next]),
				],
				projects: projects.map((project) => ({
					name: project.name,
					...describeRole(project, roleOf(roles, project), isAsking),
				})),
				first: isAllTaken ? undefined : first,
				onAnswer: onOpen,
			})}
		/>
	);
}

function describeRole(
	{accepted}: ProjectAnswers,
	arn: string | undefined,
	isAsking: boolean,
): {detail: string; about: string; isEndKept?: boolean} {
	if (arn === undefined) {
		return isAsking
			? {detail: 'asking…', about: 'AWS is still being asked for its role.'}
			: {
					detail: 'no role yet',
					about: 'Its role is not there yet. The review says why.',
				};
	}

	const state = accepted === undefined ? 'not given' : accepted ? 'given' : 'error';
	return {detail: `${state} · ${arn}`, about: arn, isEndKept: true};
}

/**
Gives every role to the sandbox's Workato, one after the other as a person would, and says how it goes. The answers of
those that were tried come back, also when it broke off.
*/
async function addRoles(
	sandbox: SandboxWorkato,
	projects: readonly ProjectAnswers[],
	roles: Roles,
	notify: (message: StatusMessage) => void,
): Promise<Accepted[]> {
	const tried: Accepted[] = [];
	const problems: string[] = [];
	const withRole = projects.flatMap((project) => {
		const roleArn = roleOf(roles, project);
		return roleArn === undefined ? [] : [{project: project.name, roleArn}];
	});
	try {
		for (const role of withRole) {
			const {accepted, message} = await sandbox.addRole({...role, scope: 'project'});
			tried.push({name: role.project, accepted});
			if (!accepted) {
				problems.push(`${role.project}: ${message}`);
			}

			notify({kind: 'info', text: `Workato (practice) has tried ${tried.length} roles.`});
		}
	} catch (error) {
		problems.push(describeError(error));
	}

	const [problem] = problems;
	const count = tried.filter(({accepted}) => accepted).length;
	const left = projects.length - withRole.length;
	const took = `Workato (practice) took ${count} of ${projects.length} roles${left > 0 ? `; ${left} not there yet` : ''}.`;
	notify(
		problem === undefined
			? {kind: 'success', text: took}
			: {kind: 'problem', text: `${took} ${problem}`},
	);
	return tried;
}

/** One role's ARN, on the clipboard, where it goes in Workato, and how it went; in the sandbox its Workato answers. */
function RoleArn({
	answers,
	project,
	roleArn,
	isThere,
	isRefreshing,
	sandbox,
	onReview,
	onAnswer,
	onSkip,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	readonly project: ProjectAnswers;
	readonly roleArn: string | undefined;
	/** Without an ARN: AWS has a role of that name, which nobody has made or agreed to here. */
	readonly isThere: boolean;
	readonly isRefreshing: boolean;
	readonly sandbox: SandboxWorkato | undefined;
	readonly onReview: () => void;
	readonly onAnswer: (accepted: boolean) => void;
	/** On to the next one; missing where there is one project. */
	readonly onSkip: (() => void) | undefined;
	readonly onBack: (() => void) | undefined;
}) {
	const {copied, copyAgain} = useCopied(roleArn);
	const {reply, isTrying, attempt} = useSandboxReply();
	if (roleArn === undefined) {
		return (
			<QuestionStep
				question={{
					kind: 'choice',
					id: `no role of ${project.name}`,
					waiting: isRefreshing ? 'Asking AWS for the role' : undefined,
					message: isRefreshing
						? undefined
						: {
								kind: 'problem',
								text: isThere
									? `The role for ${quoteText(project.name)} is there, but was not made by this setup. The review asks whether it is the one you mean.`
									: `There is no role for ${quoteText(project.name)} yet. Apply the changes first.`,
							},
					options: [{label: 'Go to the review', choose: onReview}],
					onBack,
				}}
			/>
		);
	}

	const options = {
		try: {
			label: `Add the role in the practice Workato${reply ? ' again' : ''}`,
			async choose() {
				const {scope = 'project'} = answers;
				await attempt(async () =>
					sandbox
						? sandbox.addRole({project: project.name, roleArn, scope})
						: {accepted: false, message: 'It is not there.'},
				);
			},
		},
		yes: {
			label: onSkip ? 'It is given: Workato took the role' : 'Workato took the role',
			choose() {
				onAnswer(true);
			},
		},
		no: {
			label: 'Workato shows an error',
			hint: 'The checklist looks at everything that can stand in the way.',
			choose() {
				onAnswer(false);
			},
		},
		copy: {label: 'Copy the ARN again', choose: copyAgain},
	};
	const shownArn = [
		{
			text: `The role ARN for ${quoteText(project.name)}${onSkip ? ` (${describeGiven(answers.projects ?? [])})` : ''}:`,
		},
		{text: roleArn, isStrong: true},
	];
	// Of many, the page is known after the first: in a low window it goes out of sight before the ARN does.
	const page = {text: describePage(answers, 'the project')};
	const skip: Option[] = onSkip ? [{label: 'Skip it for now', choose: onSkip}] : [];
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: `role of ${project.name}${reply ? `, ${reply.text}` : ''}`,
				text: onSkip ? [page, ...shownArn] : [...shownArn, page],
				message: [copied ?? [], reply ?? []].flat(),
				waiting: isTrying ? 'The practice Workato assumes the role' : undefined,
				options: sandbox
					? reply
						? [reply.accepted ? options.yes : options.no, options.try, ...skip]
						: [options.try, ...skip, options.copy]
					: [options.yes, ...skip, options.no, options.copy],
				onBack,
			}}
		/>
	);
}
