import {useState, useCallback} from 'react';
import {Box} from 'ink';
import {Message, Paragraph} from '../../ui/message.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {TextField} from '../../ui/text-field.js';
import {useInput} from '../../ui/use-input.js';
import {type MfaCode} from '../../aws/credential-provider.js';
import {type Background} from '../lifetime.js';
import {identityHelp} from './help.js';

type Props = {
	/** The device's serial number or ARN. */
	readonly device: string;
	readonly onCode: (code: string) => void;
	readonly onBack: () => void;
};

/** Asks for the code that a role wants from an MFA device. It is handed to AWS and kept nowhere. */
export function MfaView({device, onCode, onBack}: Props) {
	const [code, setCode] = useState('');
	const [problem, setProblem] = useState<string>();
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="Code from your MFA device"
			help={identityHelp.mfa}
			keys={[
				{key: 'Enter', does: 'continue'},
				{key: 'Esc', does: 'cancel'},
			]}
		>
			<Box flexDirection="column" gap={1}>
				<Paragraph text={`This role asks for a code from ${device}.`} />
				<TextField
					label="Six digits"
					value={code}
					onChange={(value) => {
						setCode(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						if (/^\d{6}$/v.test(value.trim())) {
							onCode(value.trim());
						} else {
							setProblem('The code has six digits.');
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</ScreenFrame>
	);
}

/** A question for the code of an MFA device, while a credential provider waits for the answer. */
type MfaQuestion = {
	readonly device: string;
	readonly onCode: (code: string) => void;
	readonly onBack: () => void;
};

/** Turns a credential provider's wish for an MFA code into a question for the screen. */
export function useMfaCode(background: Background): {
	mfaCode: MfaCode;
	question: MfaQuestion | undefined;
} {
	const [question, setQuestion] = useState<MfaQuestion>();
	const mfaCode = useCallback<MfaCode>(
		async (device) =>
			new Promise((resolve, reject) => {
				if (background.isBusy()) {
					// Changes under way keep the screen they are shown on.
					reject(new Error('A code from your MFA device is needed: sign in again.'));
					return;
				}

				setQuestion({
					device,
					onCode(code) {
						setQuestion(undefined);
						resolve(code);
					},
					onBack() {
						setQuestion(undefined);
						reject(new Error('No code was given for the MFA device.'));
					},
				});
			}),
		[background],
	);
	return {mfaCode, question};
}
