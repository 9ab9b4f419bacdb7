import {useState} from 'react';
import {type Lookup} from '../../aws/errors.js';
import {type Identity} from '../../aws/session.js';
import {type Permissions} from '../../aws/permissions.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Connection, type StepAction, type Exporter} from '../guide-screens.js';
import {QuestionStep} from '../step-frame.js';
import {useTheme} from '../../ui/theme.js';
import {type ScrollLine} from '../../ui/scroll-box.js';
import {sentences, textWidth} from '../../terminal/text.js';
import {signBeforeWord, type Symbols} from '../../terminal/symbols.js';
import {type ListRow, type Question} from '../../ui/question.js';
import {checkCustomHost, dataCentres} from '../../workato/data-centres.js';
import {useRequest} from './use-request.js';
import {WrittenView} from './export-view.js';

type Workato = {
	dataCentre?: string | undefined;
	environment?: string | undefined;
};

/** What a guide's own step gives: its props, and its two texts. */
type Props = {
	readonly answers: {
		readonly name: string;
		readonly workato?: Workato | undefined;
	};
	readonly connection: Connection;
	readonly services: {
		readonly permissions: (
			identity: Identity,
			needed: readonly Statement[],
		) => Promise<Lookup<Permissions>>;
	};
	readonly exporter: Exporter;
	readonly send: (action: StepAction<{workato?: Workato}>) => void;
	/** What the identity has to be allowed to do, in words. */
	readonly what: string;
	/** What has to be ready in Workato, a sentence each. */
	readonly inWorkato: readonly string[];
};

/** The document's prerequisites on both sides: who we are in AWS and what we may do; what has to be ready in Workato. */
export function BeforeView({
	answers,
	connection,
	services,
	exporter,
	send,
	what,
	inWorkato,
}: Props) {
	const [isChoosing, setIsChoosing] = useState(false);
	const [isAsking, setIsAsking] = useState(false);
	const {symbols} = useTheme();
	const {identity} = connection;
	const known = identity?.state === 'found' ? identity.value : undefined;
	const permissions = useRequest(
		async () => known && services.permissions(known, await exporter.needed()),
		known?.arn ?? '',
	);
	if (isAsking) {
		return (
			<WrittenView
				name="permissions"
				after="Enough for what is answered so far, and for what is proposed where nothing is. The review has the policy for all answers."
				write={exporter.writePermissions}
				onBack={() => {
					setIsAsking(false);
				}}
			/>
		);
	}

	if (isChoosing) {
		return (
			<DataCentreView
				chosen={answers.workato?.dataCentre}
				onChoose={(dataCentre) => {
					const {name: environment, workato} = answers;
					send({
						type: 'answer',
						answers: {workato: {environment, ...workato, dataCentre}},
					});
					send({type: 'next'});
				}}
				onBack={() => {
					setIsChoosing(false);
				}}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'ready',
				reading: [
					{text: 'In AWS', isStrong: true},
					...identityLines(connection, symbols),
					...connection.warnings.map((text): ScrollLine => ({
						gutter: `${symbols.warn} `,
						tone: 'careful',
						text,
					})),
					...permissionLines(connection, permissions, what, symbols),
					{text: ''},
					{text: 'In Workato', isStrong: true},
					...inWorkato.map((text) => ({gutter: `${symbols.bullet} `, text})),
					{text: ''},
					{text: 'Nothing is written before the review.'},
				],
				progress: known && permissions === undefined ? askingIam : undefined,
				keys: isMissing(permissions)
					? [
							{
								key: 'h',
								does: 'ask for permissions',
								press() {
									setIsAsking(true);
								},
							},
						]
					: [],
				enter: 'all is ready',
				options: [
					{
						label: 'All is ready',
						choose() {
							setIsChoosing(true);
						},
					},
				],
			}}
		/>
	);
}

const askingIam = 'Asking IAM whether you may do what this guide needs.';

/** Whether IAM has said that permissions are missing. */
function isMissing(permissions: Lookup<Permissions> | undefined): boolean {
	return permissions?.state === 'found' && permissions.value.missing.length > 0;
}

function identityLines({identity, session}: Connection, symbols: Symbols): ScrollLine[] {
	if (identity === undefined) {
		return [{gutter: `${symbols.waiting} `, text: 'Asking AWS who you are.'}];
	}

	if (identity.state !== 'found') {
		return [
			{
				gutter: `${symbols.fail} `,
				tone: 'bad',
				text: `No AWS identity: ${identity.state === 'unknown' ? sentences(identity.reason) : 'AWS knows none.'} You can go on and prepare the answers; nothing can be applied until you sign in.`,
			},
		];
	}

	const {account, arn, source} = identity.value;
	const aside = ' '.repeat(textWidth(symbols.pass) + 1);
	return [
		{
			gutter: `${symbols.pass} `,
			tone: 'good',
			text: `Account ${account}, region ${session.region}`,
		},
		{gutter: aside, text: arn},
		{gutter: aside, text: `Credentials: ${source}`},
	];
}

function permissionLines(
	{identity}: Connection,
	permissions: Lookup<Permissions> | undefined,
	what: string,
	symbols: Symbols,
): ScrollLine[] {
	if (identity?.state !== 'found') {
		return [];
	}

	if (permissions?.state === 'found') {
		const {missing, allowed, isRoot = false} = permissions.value;
		return missing.length === 0
			? [
					{
						gutter: `${symbols.pass} `,
						tone: 'good',
						// By its answers so far: some calls are made by then, and others come with an answer.
						text: isRoot
							? 'You are the root user: IAM limits you in nothing, and was not asked.'
							: `Your policies allow all ${allowed.length} calls that this setup takes now.`,
					},
				]
			: [
					{
						gutter: `${symbols.warn} `,
						tone: 'careful',
						text: `Your policies do not allow: ${missing.join(', ')}. Press h for the policy to ask for; you can prepare everything now.`,
					},
				];
	}

	return permissions === undefined
		? []
		: [
				{
					gutter: signBeforeWord(symbols, 'unknown'),
					tone: 'careful',
					text: `Cannot tell whether you may ${what}: ${permissions.state === 'unknown' ? sentences(permissions.reason) : 'IAM does not know this identity.'} You can go on: AWS refuses what you may not do, and nothing is lost.`,
				},
			];
}

type DataCentreProps = {
	readonly chosen: string | undefined;
	readonly onChoose: (dataCentre: string) => void;
	readonly onBack: () => void;
};

const other = 'other';

/** Asks where the person's Workato is, so that links open the right host. */
function DataCentreView({chosen, onChoose, onBack}: DataCentreProps) {
	const [isTyping, setIsTyping] = useState(false);
	if (isTyping) {
		return (
			<QuestionStep
				question={hostQuestion({
					chosen,
					onChoose,
					onBack() {
						setIsTyping(false);
					},
				})}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: 'data centre',
				text: 'Which Workato data centre do you use? The address bar of your browser shows it.',
				enter: 'continue',
				rows: rowsOf(chosen),
				onAnswer(id) {
					if (dataCentres.find((each) => each.id === id)?.host) {
						onChoose(id);
					} else {
						setIsTyping(true);
					}
				},
				onBack,
			}}
		/>
	);
}

/** The data centres, the saved choice first, so that Enter keeps it. */
function rowsOf(chosen: string | undefined): ListRow[] {
	const own = ownHost(chosen);
	const first = own === '' ? chosen : other;
	return [
		...dataCentres.map(({id, name, host}) => ({
			id,
			label: `${name} (${id})`,
			detail: host ?? 'you give its address',
		})),
		{
			id: other,
			label: own === '' ? 'Another address' : `Another address: ${endOf(own)}`,
			detail: own === '' ? 'a host of your own' : 'your choice; Enter shows it',
		},
	].toSorted((one, two) => Number(two.id === first) - Number(one.id === first));
}

function hostQuestion({chosen, onChoose, onBack}: DataCentreProps): Question<string> {
	return {
		kind: 'text',
		id: 'host',
		label: 'Address of your Workato',
		placeholder: 'app.example.com',
		initial: ownHost(chosen),
		validate(text) {
			const checked = checkCustomHost(text);
			return 'host' in checked ? {value: checked.host} : {problem: checked.problem};
		},
		onAnswer: onChoose,
		onBack,
	};
}

// A list cuts what is long; the end of a host says whose it is.
function endOf(host: string): string {
	return host.length > 20 ? `…${host.slice(-19)}` : host;
}

/** The saved choice when it is a host of one's own, else empty. */
function ownHost(chosen: string | undefined): string {
	const isKnown = dataCentres.some(({id}) => id === chosen);
	return isKnown ? '' : (chosen ?? '');
}
