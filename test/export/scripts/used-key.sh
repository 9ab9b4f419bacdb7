#!/usr/bin/env bash
# Enterprise Key Management: the setup "production", as workato-aws would make it.
# It can be run again: what is there already is found and left alone.
set -euo pipefail

export AWS_REGION='us-east-1' AWS_DEFAULT_REGION='us-east-1' AWS_PAGER=''

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

say() {
	printf '%s\n' "$*"
}

stop() {
	printf '%s\n' "$*" >&2
	exit 1
}

# Runs a command that reads. What AWS does not know prints nothing; any other refusal stops the script.
look() {
	local answer
	if answer=$("$@" 2>"$errors"); then
		printf '%s' "$answer"
	elif ! grep -Eq 'NotFoundException|NoSuchEntity' "$errors"; then
		cat "$errors" >&2
		return 1
	fi
}

caller=$(aws sts get-caller-identity --query '[Account,Arn]' --output text)
read -r account caller <<<"$caller"
[[ $account == '111122223333' ]] ||
	stop "This is account $account; the setup is for account 111122223333. Nothing was changed."
say "Account $account, $AWS_REGION, as $caller"

command -v jq >/dev/null || stop "This script needs jq, to add to policies. Nothing was changed."

# Adds statements ($2) to a policy ($1). Prints nothing when they are there already.
merge() {
	command -v jq >/dev/null || stop "This script needs jq, to add to policies."
	if sed -E 's/"([^"\\]|\\.)*"//g' <<<"$1" | grep -E '[0-9][0-9.]{15}|[0-9][eE]' >/dev/null; then
		stop "This policy holds a number that jq would write differently. Add to it in the AWS console."
	fi
	jq -c --argjson wanted "$2" '
		def list: if type == "array" then sort else [.] end;
		def plain: del(.Sid)
			| if .Action then .Action |= (list | map(ascii_downcase) | sort) else . end
			| if .Resource then .Resource |= list else . end
			| if (.Principal | type) == "object" then .Principal |= map_values(list) else . end
			| if .Condition then .Condition |= map_values(map_values(list)) else . end;
		def free($taken): . as $sid
			| first(($sid, (range(2; 1000) | "\($sid)\(.)")) | select(. as $name | $taken | index($name) | not));
		.Statement |= (if type == "array" then . else [.] end)
		| . as $before
		| reduce $wanted[] as $new (.;
			if any(.Statement[]; plain == ($new | plain)) then .
			else (.Statement | map(.Sid // empty)) as $taken
				| .Statement += [$new | if .Sid then .Sid |= free($taken) else . end]
			end)
		| if . == $before then empty else . end
	' <<<"$1"
}

key=$(aws kms describe-key --key-id 'alias/shared' --query KeyMetadata.Arn --output text)
policy=$(aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text)
merged=$(merge "$policy" '[{"Sid":"Workato","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:role/Workato_EKM"},"Action":["kms:Encrypt","kms:Decrypt"],"Resource":"*"}]')
if [[ -n $merged ]]; then
	say "Adding Workato's statement to the key policy"
	aws kms put-key-policy --key-id "$key" --policy-name default --policy "$merged"
fi

rotation=$(aws kms get-key-rotation-status --key-id "$key" --query '[KeyRotationEnabled,RotationPeriodInDays]' --output text)
if [[ $rotation != True* ]]; then
	say "Rotating it every 365 days"
	aws kms enable-key-rotation --cli-input-json '{"KeyId":"'"$key"'","RotationPeriodInDays":365}'
fi

say "Key ARN: $key"
