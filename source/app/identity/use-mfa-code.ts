import {useCallback, useState} from 'react';
import {type MfaCode} from '../../aws/credential-provider.js';
import {type Background} from '../background.js';

/** A question for the code of an MFA device, while a credential provider waits for the answer. */
export type MfaQuestion = {
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
					reject(
						new Error('A code from your MFA device is needed: sign in again.'),
					);
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
