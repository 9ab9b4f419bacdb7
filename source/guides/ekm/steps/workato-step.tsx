import {type Asking, type ChoiceQuestion, type StatusMessage} from '../../../ui/question.js';
import {type ScrollLine} from '../../../ui/scroll-box.js';
import {openPage, QuestionStep} from '../../step-frame.js';
import {copyNotice, useCopied, useSandboxReply} from '../../steps/in-workato.js';
import {outputValue} from '../../guide.js';
import {keyArnOutput} from '../about.js';
import {givenToWorkato} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {type EkmStepProps} from '../services.js';
import {parsePrincipals} from '../../../policy/principals.js';
import {useTools} from '../../../terminal/tools.js';
import {keyManagementLink, workatoHost} from '../../../workato/data-centres.js';
import {wantedStatements} from '../validate-statement.js';

/** Step 2.1: the key's ARN, on the clipboard; “copied” is said only when it was. */
export function ArnStep({outputs, isRefreshing, observation: {key}, send}: EkmStepProps) {
	const keyArn = outputValue(outputs, keyArnOutput);
	const {copied, copyAgain} = useCopied(keyArn);
	const question: ChoiceQuestion =
		keyArn === undefined
			? {
					kind: 'choice',
					id: 'no key ARN',
					waiting: isRefreshing || !key ? 'Asking AWS for the key' : undefined,
					message: key && !isRefreshing ? missingKey(key) : undefined,
					options: [
						{
							label: 'Go to the review',
							choose() {
								send({type: 'go', step: 'review'});
							},
						},
					],
				}
			: {
					kind: 'choice',
					id: 'key ARN',
					text: [
						{text: 'This is what Workato asks for as “Key ARN”:'},
						{text: ''},
						{text: keyArn, isStrong: true},
					],
					message: copied,
					keys: [{key: 'c', does: 'copy again', press: copyAgain}],
					options: [
						{
							label: 'Continue',
							choose() {
								send({type: 'next'});
							},
						},
					],
				};
	return <QuestionStep question={question} />;
}

function missingKey(key: NonNullable<EkmObservation['key']>): StatusMessage {
	return {
		kind: 'problem',
		text:
			key.state === 'unknown'
				? `AWS did not say whether the key exists: ${key.reason}`
				: key.state === 'found'
					? 'A key is there that only carries this setup’s name. The review asks whether it is the one you mean.'
					: 'There is no key yet. Apply the changes first.',
	};
}

/** Step 2.2: where the ARN goes in Workato, and how it went. In the sandbox, the practice Workato answers. */
export function WorkatoStep({
	answers,
	outputs,
	observation,
	connection,
	services: {sandbox},
	send,
}: EkmStepProps) {
	const tools = useTools();
	const {reply, isTrying, attempt} = useSandboxReply();
	const host = workatoHost(answers.workato?.dataCentre ?? '');
	const keyArn = outputValue(outputs, keyArnOutput);
	const tryIt = async ({notify}: Asking) => {
		const {identity} = connection;
		const [statement] = wantedStatements(
			answers,
			identity?.state === 'found' ? identity.value : {},
		);
		const principal = statement && parsePrincipals(statement)[0]?.id;
		if (sandbox && keyArn && principal) {
			await attempt(async () => sandbox.updateKey(keyArn, principal));
		} else {
			notify({kind: 'info', text: 'There is no key, or no statement, to try yet.'});
		}
	};

	const copy = async ({notify}: Asking) => {
		notify(
			keyArn
				? copyNotice(await tools.copy(keyArn))
				: {kind: 'info', text: 'There is no key yet. Apply the changes first.'},
		);
	};

	const answerOf = (accepted: boolean) => () => {
		send({
			type: 'answer',
			answers: {accepted, acceptedOf: givenToWorkato(answers, keyArn)},
		});
		// Only Workato's yes takes the setup to its end.
		send(accepted ? {type: 'next'} : {type: 'go', step: 'checklist'});
	};

	const options = {
		try: {
			label: `Click “Update key”${reply ? ' again' : ''} in the practice Workato`,
			choose: tryIt,
		},
		yes: {label: 'Workato accepted the key', choose: answerOf(true)},
		no: {
			label: 'Workato shows an error',
			hint: 'Opens the checklist, which looks at everything the document says to verify.',
			choose: answerOf(false),
		},
		copy: {label: 'Copy the ARN again', choose: copy},
		open: {
			label: 'Open Workato in the browser',
			async choose({notify}: Asking) {
				notify(await openPage(tools, keyManagementLink(host ?? '')));
			},
		},
	};
	const menu = sandbox
		? reply
			? [reply.accepted ? options.yes : options.no, options.try]
			: [options.try, options.copy]
		: [options.yes, options.no, options.copy, ...(host ? [options.open] : [])];
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: `key in Workato${reply ? `, ${reply.text}` : ''}`,
				text: whereInWorkato(host, keyArn),
				message: reply,
				waiting: isTrying
					? 'The practice Workato tries the key'
					: observation.key
						? undefined
						: 'Asking AWS for the key',
				options: menu,
			}}
		/>
	);
}

/** What to do on Workato's page, with the ARN in sight: the clipboard may hold something else by now. */
function whereInWorkato(host: string | undefined, keyArn: string | undefined): ScrollLine[] {
	return [
		{
			gutter: '1. ',
			text: `On Workato’s page${host ? ` (${host})` : ''}: Settings > Key management, or Workspace admin > Settings.`,
		},
		{gutter: '2. ', text: `Paste the ARN into “Key ARN”${keyArn ? ':' : '.'}`},
		...(keyArn ? [{gutter: ' '.repeat(3), text: keyArn, isStrong: true}] : []),
		{gutter: '3. ', text: 'Click “Update key”.'},
	];
}
