# The only entry points. `make` alone lists them. Everything cargo builds goes to one folder outside the checkout, so that
# several checkouts share it and `git clean` costs nothing. One cargo selection everywhere (`--workspace`): another one
# would unify features differently and build half the tree again.

export CARGO_TARGET_DIR ?= $(HOME)/.cache/parlor/target
export ARGS
.DEFAULT_GOAL := help
.PHONY: help run test dev check bench e2e web fmt clean

help: ## this list
	@echo 'Parlor. Say: make <what> [ARGS="..."]'
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

run: ## build everything and start the demo shop on a throw-away database (ARGS go to `parlor demo`)
	@scripts/run.sh

test: ## everything: web, format, lints, tests on both databases, crash check, browser; leaves nothing behind
	@scripts/test.sh

dev: ## the demo from a quick build, and the console rebuilt in the browser while you edit
	@scripts/dev.sh

check: ## the quick half of test: types, format, lints, the code's tests about itself
	@scripts/check.sh

bench: ## measurements beside their limits (ARGS go to `parlor-load bench`)
	@scripts/bench.sh

e2e: ## the browser stories in Chromium; ARGS="chat phone" tells only some
	@scripts/e2e.sh $(ARGS)

web: ## install and build the web pages, if anything changed
	@scripts/web.sh

fmt: ## format the Rust code
	@cargo fmt --all

clean: ## remove what was built: web pages, installed web packages, cargo's folder
	@scripts/clean.sh
