import {useState} from 'react';
import {textWidth} from '../../terminal/text.js';
import {type IdentityChoice} from '../../aws/profiles/identity-choice.js';
import {useIsLineMode} from '../../ui/line-mode.js';
import {type Option} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {identityHelp} from './help.js';
import {describeState} from './identity-list.js';

type Props = {
	readonly choice: IdentityChoice;
	/** Milliseconds since 1970. */
	readonly readAt: number;
	readonly onUse: () => void;
	/** Left out where there is nothing to sign in to from here. */
	readonly onSignIn: (() => void) | undefined;
	/** Resolves to what happened, in words. */
	readonly onSignOut: (() => Promise<string>) | undefined;
	readonly onBack: () => void;
};

/** One identity with all that is known of it, and what can be done. */
export function IdentityDetailView({choice, readAt, ...ways}: Props) {
	const [note, setNote] = useState<string>();
	const [isSignedOut, setIsSignedOut] = useState(false);
	const isLineMode = useIsLineMode();
	const {onSignOut} = ways;
	const signOut = async () => {
		try {
			setNote(await onSignOut?.());
			setIsSignedOut(true);
		} catch (error) {
			setNote(error instanceof Error ? error.message : String(error));
		}
	};

	const now: IdentityChoice = isSignedOut ? {...choice, state: {type: 'needs sign-in'}} : choice;
	return (
		<QuestionScreen
			title={choice.profile === undefined ? choice.label : `Profile ${choice.profile}`}
			help={identityHelp.one}
			question={{
				kind: 'choice',
				// What can be done is another after a sign-out.
				id: `identity ${choice.id} ${note ?? ''}`,
				text: factsOf(now, readAt).map(([name, value]) =>
					isLineMode
						? {text: `${name}: ${value}`}
						: {gutter: name + ' '.repeat(Math.max(1, factColumn - textWidth(name))), text: value},
				),
				message: [
					...choice.warnings.map(({message: text}) => ({kind: 'warning', text}) as const),
					...(note === undefined ? [] : [{kind: 'info', text: note} as const]),
				],
				options: optionsOf(now, {...ways, onSignOut: onSignOut && signOut}),
				onBack: ways.onBack,
			}}
		/>
	);
}

// Behind the longest name.
const factColumn = 15;

function factsOf(choice: IdentityChoice, readAt: number): Array<[name: string, value: string]> {
	const {profile, label, account, role, region, startUrl, ssoRegion, state} = choice;
	const facts: ReadonlyArray<[string, string | undefined]> = [
		['Kind', profile === undefined ? undefined : label],
		['Account', account],
		['Role', role],
		['Region', region],
		['Portal', startUrl],
		['Portal region', ssoRegion],
		['State', describeState(choice, readAt)],
		['File', state.type === 'broken' ? state.path : undefined],
	];
	return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function optionsOf(
	{state, kind, profile}: IdentityChoice,
	{
		onUse,
		onSignIn,
		onSignOut,
		onBack,
	}: Pick<Props, 'onUse' | 'onSignIn' | 'onBack'> & {
		readonly onSignOut: (() => Promise<void>) | undefined;
	},
): Option[] {
	const use = {label: 'Use this identity', choose: onUse};
	const back = {label: 'Back to the list', choose: onBack};
	if (state.type === 'broken') {
		return [back];
	}

	if (onSignIn) {
		const signIn = {
			label: 'Sign in',
			hint: 'In the browser, or with a code on any device.',
			choose: onSignIn,
		};
		return state.type === 'ready'
			? [
					use,
					{...signIn, label: 'Sign in again'},
					...(onSignOut
						? [
								{
									label: 'Sign out',
									hint: 'Ends this sign-in only, for every tool that shares it.',
									choose: onSignOut,
								},
							]
						: []),
					back,
				]
			: [signIn, back];
	}

	return kind === 'console' && state.type === 'needs sign-in'
		? [
				{
					...back,
					label: `Sign in with “aws login --profile ${profile ?? 'default'}” in another window, then look again`,
				},
			]
		: [use, back];
}
