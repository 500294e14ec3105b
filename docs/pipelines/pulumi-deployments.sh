#!/bin/sh
# Sets up Pulumi Deployments for each tenant's stack: a preview of pull requests, an up of what is pushed to main, a look for drift
# every night. The credentials come from the environment that the stack's file names: see Pulumi.prod-eu.yaml.
set -eu
for stack in prod-eu prod-us; do
    pulumi deployment settings edit --stack "acme/auth0-staff/$stack" \
        --github-repo acme/auth0-staff --branch main --folder . --preview-prs --push-to-deploy
    pulumi stack schedule new --stack "acme/auth0-staff/$stack" --kind drift --cron "17 3 * * *" --yes
done
