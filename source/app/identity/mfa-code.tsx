import {useState, useCallback} from 'react';
import {type MfaCode} from '../../aws/credential-provider.js';
import {type Validation} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {type Background} from '../lifetime.js';
import {identityHelp} from './help.js';

/** Asks for the code that a role wants from an MFA device. It is handed to AWS and kept nowhere. */
export function MfaView({device, onCode, onBack}: MfaQuestion) {
	return (
		<QuestionScreen
			title="Code from your MFA device"
			help={identityHelp.mfa}
			question={{
				kind: 'text',
				id: `MFA code ${device}`,
				isFresh: true,
				text: `This role asks for a code from ${device}.`,
				label: 'Six digits',
				validate(text): Validation<string> {
					const code = text.trim();
					return /^\d{6}$/v.test(code) ? {value: code} : {problem: 'The code has six digits.'};
				},
				onAnswer: onCode,
				onBack,
			}}
		/>
	);
}

/** A question for the code of an MFA device, while a credential provider waits for the answer. */
type MfaQuestion = {
	/** The device's serial number or ARN. */
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
