import {useMemo} from 'react';
import {type ListedRole} from '../../../resources/iam-role/read-many.js';
import {FilterList} from '../../../ui/filter-list.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {sentences} from '../../../terminal/text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove} from '../../steps/text-above.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {usedRoleName} from '../role-names.js';
import {type SecretsServices} from '../services.js';

/** The roles of the account to choose from; those that cannot be used stand there with the reason. */
export function RoleListView({
	listRoles,
	projects,
	name,
	onUse,
	onBack,
}: {
	readonly listRoles: SecretsServices['listRoles'];
	readonly projects: readonly ProjectAnswers[];
	/** Of the project that the role is for. */
	readonly name: string;
	readonly onUse: (roleArn: string) => void;
	readonly onBack: () => void;
}) {
	const listing = useListing(listRoles);
	const items = useMemo(
		() => itemsOf(listing.items, projects, name),
		[listing.items, projects, name],
	);
	return (
		<StepFrame
			keys={
				listing.isComplete && items.length === 0
					? []
					: [
							{key: 'Enter', does: 'use this role'},
							{key: 'Type', does: 'filter'},
							{key: '↑↓', does: 'choose'},
						]
			}
			onBack={onBack}
		>
			<TextAbove
				text={`Which role does Workato assume for ${quoteText(name)}?`}
				message={
					listing.problem === undefined
						? undefined
						: {
								kind: 'problem',
								text: sentences(
									`The roles could not be listed: ${listing.problem}`,
									'Go back and give the role’s ARN instead.',
								),
							}
				}
			>
				{(rows) => (
					<FilterList
						items={items}
						rows={rows}
						placeholder="Type a name"
						emptyText={emptyText(listing)}
						status={listing.isComplete ? '' : 'listing…'}
						isGrowing={!listing.isComplete}
						onSelect={onUse}
					/>
				)}
			</TextAbove>
		</StepFrame>
	);
}

function emptyText({items, isComplete, problem}: Listing<unknown>): string {
	if (!isComplete) {
		return 'Asking AWS for your roles…';
	}

	if (problem !== undefined) {
		return '';
	}

	return items.length === 0
		? 'There are no roles in this account.'
		: 'No role matches.';
}

function itemsOf(
	roles: readonly ListedRole[],
	projects: readonly ProjectAnswers[],
	name: string,
) {
	const owners = new Map(
		projects
			.filter((project) => project.name !== name)
			.flatMap((project) =>
				project.role?.use === undefined
					? []
					: [[usedRoleName(project.role.use).toLowerCase(), project.name]],
			),
	);
	return roles.map(({arn, name: role, path, description}) => {
		const reason = unfitReason(path, owners.get(role.toLowerCase()));
		return {
			id: arn,
			label: role,
			detail: description ?? arn,
			about: [arn, ...(description ? [description] : [])].join(' · '),
			...(reason !== undefined && {disabled: reason}),
			value: arn,
		};
	});
}

function unfitReason(
	path: string,
	owner: string | undefined,
): string | undefined {
	if (path.startsWith('/aws-service-role/')) {
		return 'an AWS service keeps this role';
	}

	if (path.startsWith('/aws-reserved/')) {
		return 'IAM Identity Center keeps this role';
	}

	return owner === undefined
		? undefined
		: `the role of project ${quoteText(owner)}`;
}
