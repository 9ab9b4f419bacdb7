import {checkSetupName} from '../setups/setup-name.js';
import {quoteText} from '../terminal/foreign-text.js';
import {knownRegions} from '../aws/regions.js';
import {type Validation} from '../ui/question.js';
import {QuestionScreen} from '../ui/question-screen.js';
import {identityLines, type Presence} from './connection.js';
import {appHelp} from './help.js';

type Props = {
	readonly guide: string;
	readonly title: string;
	readonly connection: Presence;
	/** Whether a setup of this name is there already. */
	readonly isTaken: (name: string) => boolean;
	readonly onCreate: (name: string) => void;
	readonly onBack: () => void;
};

/** Asks what a new setup is for: several live side by side, one for each Workato environment. */
export function NewSetupScreen({guide, title, connection, isTaken, onCreate, onBack}: Props) {
	return (
		<QuestionScreen
			title={`Start: ${title}`}
			identity={identityLines(connection)}
			help={appHelp.newSetup}
			question={{
				kind: 'text',
				id: 'setup name',
				isFresh: true,
				text: 'Which Workato environment is this for? Each environment has settings of its own, so it gets a setup of its own. The setup is saved under this name.',
				label: 'Name of the environment',
				placeholder: 'production',
				initial: () => suggestName(guide, isTaken),
				enter: 'start',
				validate(text): Validation<string> {
					const name = text.trim();
					const problem =
						checkSetupName(name) ??
						(isTaken(name)
							? `There is a setup ${quoteText(name)} already. Go back to resume it, or give another name.`
							: undefined);
					return problem === undefined ? {value: name} : {problem};
				},
				onAnswer: onCreate,
				onBack,
			}}
		/>
	);
}

type RegionProps = {
	/** The region in use now; none when nothing names one. */
	readonly present: string | undefined;
	/** Why the one that was named cannot be used. */
	readonly trouble: string | undefined;
	readonly onSelect: (region: string) => void;
	readonly onBack: () => void;
};

/** Asks for the working region, from a list: the SDK would build a host for any typing error. */
export function RegionScreen({present, trouble, onSelect, onBack}: RegionProps) {
	return (
		<QuestionScreen
			title="Which AWS region is this for?"
			help={appHelp.region}
			question={{
				kind: 'list',
				id: 'region',
				text:
					present === undefined
						? `${trouble ?? 'Neither --region, AWS_REGION nor your profile names one.'} What is made in AWS stays in the region it is made in.`
						: `Setups that you start now are for this region; until now ${present}. Those saved already keep theirs.`,
				rows: knownRegions.map((region) => ({id: region, label: region})),
				onAnswer: onSelect,
				onBack,
			}}
		/>
	);
}

/**
The name that a new setup is offered, free as `isTaken` says: "production", then with the guide's name, for each guide may
have a setup of the same environment, then with a number.
*/
export function suggestName(guide: string, isTaken: (name: string) => boolean): string {
	const own = `production-${guide}`;
	const free = ['production', own].find((name) => !isTaken(name));
	if (free !== undefined) {
		return free;
	}

	let number = 2;
	while (isTaken(`${own}-${number}`)) {
		number++;
	}

	return `${own}-${number}`;
}
