/** The examples of a guide's own help. */
export const guideHelp = (guide: string) => `
Examples:
  $ workato-aws ${guide}
  $ workato-aws ${guide} --profile security
  $ workato-aws ${guide} --sandbox`;

/** What stands under the options of each command's help. */
export const helpTexts = {
	program: `
Examples:
  $ workato-aws                               start, resume or check a setup
  $ workato-aws --sandbox                     practise, without AWS account
  $ workato-aws apply -f ekm.yaml --dry-run   show what would be done
  $ workato-aws check --json                  the checklist, for a script
  $ workato-aws login --profile security      sign in to AWS
  $ workato-aws --accessible                  for screen readers

For screen readers there are plain lines and numbered choices, also with
ACCESSIBLE=1 in the environment.

Exit codes: 0 done, all checks pass; 1 a check or a change failed; 2 bad usage
or input; 3 AWS could not be reached or refused the identity; 130 cancelled.`,

	check: `
Without a name, every saved setup is checked. Problems come first, and what
passes is one line: --all lists it, --summary is one line for each setup.
--watch redraws the checklist in a terminal; elsewhere, and with --accessible,
it prints it once and then what changes, with --json as one report each.

Examples:
  $ workato-aws check
  $ workato-aws check production --json
  $ workato-aws check production europe --watch
  $ workato-aws check --summary
  $ workato-aws check --sandbox`,

	apply: `
The plan is always shown first. A second run finds nothing left to do.

Examples:
  $ workato-aws apply -f ekm.yaml
  $ workato-aws apply -f ekm.yaml --dry-run --json
  $ workato-aws apply -f ekm.yaml --dry-run --exit-code
  $ workato-aws apply -f - --yes < ekm.yaml

With --exit-code, 1 says that changes are needed, 0 that there is nothing to do.

A setup file:
  guide: ekm
  region: us-east-1
  statement: {…}        # “Permission to access key” from Workato
  key: {create: {alias: workato-ekm}}`,

	export: `
Needs no AWS: what is written follows from the answers. Deployed by whoever may,
the setup here then finds it made: “workato-aws check” turns green, and nothing
is left to apply.

  permissions      the least IAM policy for an operator of this setup, as JSON;
                   with --undo for whoever takes it back (the right to delete a
                   key is never in it)
  cloudformation   a template with parameters; how to roll it out with
                   StackSets is at its top
  terraform        HCL, with import blocks for what is made already
  shell            a script of aws commands that can be run again

Examples:
  $ workato-aws export permissions production
  $ workato-aws export permissions production --undo
  $ workato-aws export cloudformation production -o template.yaml
  $ workato-aws export terraform -f setup.yaml > main.tf`,

	undo: `
Last first, and only what the setup did itself, by its journal: the statement it
added, rotation as it was, alias, inline policies and roles. What somebody
changed since is left, and said so. In a terminal each change is shown and asked
about; --yes agrees to all of them.
A key is left, unless --delete-key asks for its deletion: only one that the
setup made, that AWS has seen no use of for 30 days, that nobody else has named
or opened to others, and whose alias is typed. Its data is unreadable
afterwards.

Examples:
  $ workato-aws undo production --dry-run       show what would be taken back
  $ workato-aws undo production
  $ workato-aws undo production --yes --json
  $ workato-aws undo production --delete-key --days 7
  $ workato-aws undo production --yes --delete-key --confirm workato-ekm`,

	list: `
Examples:
  $ workato-aws list
  $ workato-aws list --sandbox --json`,

	login: `
The profile is --profile, else AWS_PROFILE, else the only one there is. The aws
CLI and every SDK share the sign-in. Over SSH, in containers and without a
display a code is used by itself. A fresh sandbox has the profile “security”.

Examples:
  $ workato-aws login
  $ workato-aws login --profile security
  $ workato-aws login --profile security --device-code --no-browser
  $ workato-aws login --sandbox`,

	logout: `
Ends the sign-in that the profile uses. Unlike “aws sso logout” it leaves all
others alone.

Examples:
  $ workato-aws logout
  $ workato-aws logout --profile security --json`,

	completion: `
Names of saved setups are completed, too. Nothing is asked of AWS.

Examples:
  $ workato-aws completion bash               what the next lines read
  $ source <(workato-aws completion bash)     in ~/.bashrc
  $ source <(workato-aws completion zsh)      in ~/.zshrc
  $ workato-aws completion fish | source      in ~/.config/fish/config.fish`,

	sandbox: `
It answers this computer only and keeps its state between runs; --sandbox=fresh
empties it.

Examples:
  $ workato-aws sandbox
  $ workato-aws sandbox --port 4566`,
} as const;
