import {Box} from 'ink';
import {useState} from 'react';
import {Loading} from '../../../ui/loading.js';
import {Message, Paragraph} from '../../../ui/message.js';
import {useInput} from '../../../ui/use-input.js';
import {StepFrame} from '../../step-frame.js';
import {CopyMessage, useCopied} from '../../steps/copied.js';
import {outputValue} from '../../guide.js';
import {keyArnOutput} from '../about.js';
import {type EkmStepProps} from '../services.js';
import {useBodySize} from '../../../ui/theme.js';
import {Lines, wrapLines} from '../../../ui/scroll-box.js';
import {Select} from '../../../ui/select.js';
import {parsePrincipals} from '../../../policy/principals.js';
import {useTools} from '../../../terminal/tools.js';
import {keyManagementLink, workatoHost} from '../../../workato/data-centres.js';
import {SandboxAnswer} from '../../steps/sandbox-answer.js';
import {wantedStatements} from '../validate-statement.js';

/** Step 2.1: the key's ARN, on the clipboard; “copied” is said only when it was. */
export function ArnStep({outputs, isLooking, observation, send}: EkmStepProps) {
	const keyArn = outputValue(outputs, keyArnOutput);
	const {copy, copyAgain} = useCopied(keyArn);
	useInput((input, key) => {
		if (key.return && keyArn) {
			send({type: 'next'});
		} else if (input === 'c') {
			void copyAgain();
		} else if (key.return && !isLooking) {
			send({type: 'go', step: 'review'});
		}
	});
	return (
		<StepFrame
			keys={
				keyArn
					? [
							{key: 'Enter', does: 'continue'},
							{key: 'c', does: 'copy again'},
						]
					: [{key: 'Enter', does: 'go to the review'}]
			}
		>
			<Box flexDirection="column" gap={1}>
				{keyArn ? (
					<>
						<Paragraph text="This is what Workato asks for as “Key ARN”:" />
						<Paragraph text={keyArn} tone="strong" />
						<CopyMessage copy={copy} />
					</>
				) : isLooking || !observation.key ? (
					<Loading text="Asking AWS for the key" />
				) : (
					<Message
						kind="problem"
						text={
							observation.key.state === 'unknown'
								? `AWS did not say whether the key exists: ${observation.key.reason}`
								: observation.key.state === 'found'
									? 'A key is there that only carries this setup’s name. The review asks whether it is the one you mean.'
									: 'There is no key yet. Apply the changes first.'
						}
					/>
				)}
			</Box>
		</StepFrame>
	);
}

type Reply = {accepted: boolean; message: string};

/** Step 2.2: where the ARN goes in Workato, and how it went. In the sandbox, the practice Workato answers. */
export function WorkatoStep({
	answers,
	outputs,
	observation,
	connection,
	services,
	send,
}: EkmStepProps) {
	const tools = useTools();
	const [reply, setReply] = useState<Reply>();
	const [isTrying, setIsTrying] = useState(false);
	const [note, setNote] = useState<string>();
	const host = workatoHost(answers.workato?.dataCentre ?? '');
	const {sandbox} = services;
	const keyArn = outputValue(outputs, keyArnOutput);

	const answer = (accepted: boolean) => {
		send({type: 'answer', answers: {accepted}});
		// Only Workato's yes takes the setup to its end.
		send(accepted ? {type: 'next'} : {type: 'go', step: 'checklist'});
	};

	const tryIt = async () => {
		const {identity} = connection;
		const [statement] = wantedStatements(
			answers,
			identity?.state === 'found' ? identity.value : {},
		);
		const principal = statement && parsePrincipals(statement)[0]?.id;
		if (!sandbox || !keyArn || !principal) {
			setNote('There is no key, or no statement, to try yet.');
			return;
		}

		setIsTrying(true);
		try {
			setReply(await sandbox.updateKey(keyArn, principal));
		} catch (error) {
			setNote(error instanceof Error ? error.message : String(error));
		}

		setIsTrying(false);
	};

	const choose = async (choice: 'try' | 'yes' | 'no' | 'open' | 'copy') => {
		switch (choice) {
			case 'try': {
				await tryIt();
				break;
			}

			case 'open': {
				const opened = host ? await tools.open(keyManagementLink(host)) : undefined;
				setNote(
					opened?.opened
						? `Opened ${host ?? ''}.`
						: `Open ${host ?? 'Workato'} yourself${opened ? `: ${opened.reason}` : ''}.`,
				);
				break;
			}

			case 'copy': {
				if (keyArn) {
					const {detail} = await tools.copy(keyArn);
					setNote(detail);
				} else {
					setNote('There is no key yet. Apply the changes first.');
				}

				break;
			}

			case 'yes': {
				answer(true);
				break;
			}

			case 'no': {
				answer(false);
				break;
			}
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<Box flexDirection="column">
				<WhereInWorkato host={host} keyArn={keyArn} />
				<SandboxAnswer
					isTrying={isTrying}
					trying="The practice Workato tries the key"
					reply={reply}
					note={note}
				/>
				<Box marginTop={1} flexDirection="column">
					{observation.key ? (
						<Select
							key={reply ? `replied ${String(reply.accepted)}` : 'asking'}
							items={menuOf({
								isSandbox: sandbox !== undefined,
								reply,
								isHostKnown: host !== undefined,
							})}
							onSelect={(choice) => {
								void choose(choice);
							}}
						/>
					) : (
						<Loading text="Asking AWS for the key" />
					)}
				</Box>
			</Box>
		</StepFrame>
	);
}

/** What to do on Workato's page, with the ARN in sight: the clipboard may hold something else by now. */
function WhereInWorkato({
	host,
	keyArn,
}: {
	readonly host: string | undefined;
	readonly keyArn: string | undefined;
}) {
	const {columns} = useBodySize();
	return (
		<Lines
			lines={wrapLines(
				[
					{
						gutter: '1. ',
						text: `On Workato’s page${host ? ` (${host})` : ''}: Settings > Key management, or Workspace admin > Settings.`,
					},
					{
						gutter: '2. ',
						text: `Paste the ARN into “Key ARN”${keyArn ? ':' : '.'}`,
					},
					...(keyArn ? [{gutter: ' '.repeat(3), text: keyArn, isStrong: true}] : []),
					{gutter: '3. ', text: 'Click “Update key”.'},
				],
				columns,
			)}
		/>
	);
}

function menuOf({
	isSandbox,
	reply,
	isHostKnown,
}: {
	readonly isSandbox: boolean;
	readonly reply: Reply | undefined;
	readonly isHostKnown: boolean;
}) {
	const tryIt = {
		label: reply
			? 'Click “Update key” again in the practice Workato'
			: 'Click “Update key” in the practice Workato',
		value: 'try' as const,
	};
	const yes = {label: 'Workato accepted the key', value: 'yes' as const};
	const no = {
		label: 'Workato shows an error',
		value: 'no' as const,
		hint: 'Opens the checklist, which looks at everything the document says to verify.',
	};
	const copy = {label: 'Copy the ARN again', value: 'copy' as const};
	if (isSandbox) {
		if (!reply) {
			return [tryIt, copy];
		}

		return reply.accepted ? [yes, tryIt] : [no, tryIt];
	}

	const open = {label: 'Open Workato in the browser', value: 'open' as const};
	return [yes, no, copy, ...(isHostKnown ? [open] : [])];
}
