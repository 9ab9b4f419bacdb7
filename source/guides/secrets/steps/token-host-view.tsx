import {AgreeView} from '../../steps/agree-view.js';

/** Asks before the token of WORKATO_API_TOKEN goes to a host that is not one of Workato's data centres. */
export function TokenHostView({
	host,
	onAgree,
	onBack,
}: {
	readonly host: string;
	readonly onAgree: () => void;
	readonly onBack: () => void;
}) {
	return (
		<AgreeView
			warnings={[
				{
					id: 'token-host',
					message: `The token in WORKATO_API_TOKEN would be sent to ${host}. This is not one of Workato’s data centres: go on only if it is your company’s own Workato. The end of the address says whose it is.`,
				},
			]}
			refusal="keep the token here"
			onAgree={onAgree}
			onBack={onBack}
		/>
	);
}
