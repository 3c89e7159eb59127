# Every target is a verb of start.py, which also runs where there is no make.
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3 python,$(if $(shell $(name) -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" 2>/dev/null && echo yes),$(name))) python3)

.DEFAULT_GOAL := serve
.PHONY: serve site lab setup test test-all test-code test-ends release audit lock
serve site lab setup test test-all test-code test-ends release audit lock:
	@$(PYTHON) start.py $@
