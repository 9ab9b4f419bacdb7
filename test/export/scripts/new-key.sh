#!/usr/bin/env bash
# Enterprise Key Management: the setup "production", as workato-aws would make it.
# It can be run again: what is there already is found and left alone.
set -euo pipefail

export AWS_REGION='us-east-1' AWS_DEFAULT_REGION='us-east-1' AWS_PAGER=''
setup='production'

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

# Finds a key that this setup has made without coming as far as its alias.
find_key() {
	local keys candidate tag state
	keys=$(aws kms list-keys --query 'Keys[].KeyArn' --output text) || return 1
	for candidate in $keys; do
		if tag=$(aws kms list-resource-tags --key-id "$candidate" --query "Tags[?TagKey=='workato-aws:setup'].TagValue | [0]" --output text 2>"$errors"); then
			if [[ $tag == "$setup" ]]; then
				state=$(aws kms describe-key --key-id "$candidate" --query KeyMetadata.KeyState --output text) || return 1
				if [[ $state == Enabled ]]; then
					printf '%s' "$candidate"
					return
				fi
			fi
		elif ! grep -q AccessDenied "$errors"; then
			cat "$errors" >&2
			return 1
		fi
	done
}

key=$(look aws kms describe-key --key-id 'alias/workato-ekm' --query KeyMetadata.Arn --output text)
if [[ -n $key ]]; then
	tag=$(aws kms list-resource-tags --key-id "$key" --query "Tags[?TagKey=='workato-aws:setup'].TagValue | [0]" --output text)
	[[ $tag == "$setup" ]] ||
		stop 'alias/workato-ekm' "already names $key, which this setup did not make. Nothing was changed."
else
	key=$(find_key)
	if [[ -z $key ]]; then
		say "Creating the key"
		# Once only: a second try after a lost answer could make a second key.
		key=$(AWS_MAX_ATTEMPTS=1 aws kms create-key --cli-input-json '{"Description":"It'\''s Bob'\''s","KeySpec":"SYMMETRIC_DEFAULT","KeyUsage":"ENCRYPT_DECRYPT","Origin":"AWS_KMS","Policy":"{\"Id\":\"key-consolepolicy-3\",\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Enable IAM User Permissions\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Sid\":\"Workato\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::999988887777:role/Workato_EKM\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\"],\"Resource\":\"*\"}]}","Tags":[{"TagKey":"workato-aws:setup","TagValue":"production"},{"TagKey":"workato-aws:run","TagValue":"0f0e0d0c-0000-4000-8000-000000000001"}]}' --query KeyMetadata.Arn --output text)
		# AWS may take a moment to show it.
		for _ in 1 2 3 4 5 6 7 8 9 10; do
			[[ -z $(look aws kms describe-key --key-id "$key" --query KeyMetadata.KeyId --output text) ]] || break
			sleep 3
		done
	fi
	say "Naming it" 'alias/workato-ekm'
	aws kms create-alias --cli-input-json '{"AliasName":"alias/workato-ekm","TargetKeyId":"'"$key"'"}'
fi

rotation=$(aws kms get-key-rotation-status --key-id "$key" --query '[KeyRotationEnabled,RotationPeriodInDays]' --output text)
if [[ $rotation != $'True\t365' ]]; then
	say "Rotating it every 365 days"
	aws kms enable-key-rotation --cli-input-json '{"KeyId":"'"$key"'","RotationPeriodInDays":365}'
fi

say "Key ARN: $key"
