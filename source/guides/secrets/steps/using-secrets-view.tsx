import {type SecretFacts} from '../../../resources/secret/read.js';
import {FilterList} from '../../../ui/filter-list.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove, type Told} from '../../steps/text-above.js';
import {type CacheClearing} from './use-cache-clearing.js';

const nothingThere: Told = {
	kind: 'info',
	text: 'None of the chosen secrets is there now. Once one is, it stands here.',
};

type Choice = 'home' | 'clear' | 'look' | SecretFacts;

/** One project's secrets, each to open for the texts that stand for it. */
export function UsingSecretsView({
	project,
	secrets,
	isLooking,
	isLookedInside,
	cache,
	onSecret,
	onLookInside,
	onHome,
	onBack,
}: {
	readonly project: string;
	readonly secrets: readonly SecretFacts[];
	readonly isLooking: boolean;
	/** The checklist looks into the secrets already. */
	readonly isLookedInside: boolean;
	readonly cache: CacheClearing | undefined;
	readonly onSecret: (secret: SecretFacts) => void;
	readonly onLookInside: () => void;
	readonly onHome: () => void;
	readonly onBack?: () => void;
}) {
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
			{...(onBack && {onBack})}
		>
			<TextAbove
				text={`In a connection of ${quoteText(project)}, click a field, then “+ Add external secret” (or paste the text that stands for it). Open a secret for both.`}
				message={
					cache?.told ??
					(secrets.length > 0 || isLooking ? undefined : nothingThere)
				}
			>
				{(rows) => (
					<FilterList<Choice>
						rows={rows}
						items={[
							...secrets.map((secret) => ({
								id: secret.arn,
								label: secret.name,
								detail: secret.deletedAt ? 'scheduled for deletion' : '',
								about: secret.arn,
								value: secret,
							})),
							...(cache
								? [
										{
											id: 'clear',
											label: 'Clear Workato’s cache of secrets',
											detail: cache.detail,
											isAction: true,
											value: 'clear' as const,
										},
									]
								: []),
							...(isLookedInside
								? []
								: [
										{
											id: 'look',
											label: 'Have the checklist look whether each is JSON',
											detail:
												'reads the chosen secrets with your identity; no value is shown or kept',
											isAction: true,
											value: 'look' as const,
										},
									]),
							{
								id: 'home',
								label: 'Home',
								isAction: true,
								value: 'home' as const,
							},
						]}
						status={isLooking ? 'asking AWS for the secrets' : ''}
						placeholder="Type to find a secret"
						emptyText="No secret matches."
						onSelect={(choice) => {
							switch (choice) {
								case 'home': {
									onHome();
									break;
								}

								case 'clear': {
									cache?.clear();
									break;
								}

								case 'look': {
									onLookInside();
									break;
								}

								default: {
									onSecret(choice);
								}
							}
						}}
					/>
				)}
			</TextAbove>
		</StepFrame>
	);
}
