import {type ConfirmQuestion, type ListRow} from '../../../ui/question.js';
import {formatName} from '../../../terminal/foreign-text.js';
import {QuestionStep} from '../../step-frame.js';
import {useRequest} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {type WorkatoApi} from '../services.js';

/** The projects that Workato's Developer API lists, to tick; those of the setup are ticked already. */
export function ApiProjectsView({
	api,
	dataCentre,
	projects,
	onTake,
	onBack,
}: {
	readonly api: WorkatoApi;
	readonly dataCentre: string | undefined;
	readonly projects: readonly ProjectAnswers[];
	readonly onTake: (rows: ProjectAnswers[]) => void;
	readonly onBack: () => void;
}) {
	const list = useRequest(async () => api.projects(dataCentre), dataCentre ?? '');
	const listed = list?.state === 'found' ? list.value : [];
	if (list && listed.length === 0) {
		return (
			<QuestionStep
				question={{
					kind: 'choice',
					id: 'no projects listed',
					message: {
						kind: 'problem',
						text:
							list.state === 'unknown'
								? `Workato did not list its projects: ${list.reason}`
								: 'Workato lists no projects for this token.',
					},
					options: [{label: 'Go back and add projects another way', choose: onBack}],
					enter: 'go back',
					onBack,
				}}
			/>
		);
	}

	const known = projects.map(({name}) => name);
	const rows = rowsOf(listed, new Set(known));
	return (
		<QuestionStep
			question={{
				kind: 'multiselect',
				id: 'projects',
				text: 'Which of your projects get a role?',
				rows: rows.map(({row}) => row),
				initial: known.map((name) => idOf(name)),
				placeholder: 'Type to find a project',
				// The field is there before the list is: what is typed meanwhile filters it when it comes.
				emptyText: list ? 'No project matches.' : '',
				status: list ? '' : 'Asking Workato for its projects…',
				isGrowing: !list,
				onAnswer(ids) {
					onTake(rows.flatMap(({row, project}) => (ids.includes(row.id) ? [project] : [])));
				},
				onBack,
			}}
		/>
	);
}

/** The row of the only project of this name: it is ticked before its own ID is known. */
function idOf(name: string): string {
	// On one line, as ticks have to be.
	return `named ${JSON.stringify(name)}`;
}

function rowsOf(
	listed: ReadonlyArray<{readonly id: string; readonly name: string}>,
	known: ReadonlySet<string>,
): Array<{row: ListRow; project: ProjectAnswers}> {
	const counts = Map.groupBy(listed, ({name}) => name);
	return listed.map((project) => {
		const {id, name} = project;
		// A setup tells its projects apart by their names.
		const isShared = (counts.get(name)?.length ?? 0) > 1;
		return {
			project: {name, id},
			row: {
				id: isShared ? id : idOf(name),
				label: formatName(name),
				detail: `project ${id}${known.has(name) ? ' · in this setup' : ''}`,
				...(isShared && {
					disabled: `project ${id} shares its name with another`,
				}),
			},
		};
	});
}

/** Asks before the token of WORKATO_API_TOKEN goes to a host that is not one of Workato's data centres. */
export function tokenHostQuestion(
	host: string,
	does: Pick<ConfirmQuestion, 'onYes' | 'onNo'>,
): ConfirmQuestion {
	return {
		kind: 'confirm',
		id: `token to ${host}`,
		warnings: [
			`The token in WORKATO_API_TOKEN would be sent to ${host}. This is not one of Workato’s data centres: go on only if it is your company’s own Workato. The end of the address says whose it is.`,
		],
		no: 'No, keep the token here',
		yes: 'Yes, I agree',
		...does,
	};
}
