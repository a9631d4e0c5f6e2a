#!/usr/bin/env bash
# What the action of this repository (action.yml) runs. Its inputs are the variables INPUT_*; nothing in them is ever
# executed as code. It installs speclint, checks, writes the summary of the job and the outputs, and ends with the
# highest exit code: 0 for no findings, 1 for findings, 2 if not everything could be checked.
set -euo pipefail

: "${GITHUB_ACTION_PATH:?this script is a part of a GitHub action}" "${GITHUB_OUTPUT:?}"
workspace=$PWD
scratch=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/speclint.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
# Paths of documents are printed; the runner must not take a line that begins with one for a command.
token=speclint-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

verbatim() {
  printf '::stop-commands::%s\n' "$token"
  cat
  printf '::%s::\n' "$token"
}

annotate() { # what went wrong: an annotation of no file
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '::error title=speclint::%s\n' "${text//$'\n'/%0A}"
}

stop() {
  annotate "$1"
  printf 'exit-code=2\n' >>"$GITHUB_OUTPUT"
  exit 2
}

is_on() { # the name of an input
  local variable=INPUT_$1
  case ${!variable:-false} in
    true) return 0 ;;
    false) return 1 ;;
  esac
  local name=${1//_/-}
  stop "invalid input $(printf '%s' "$name" | tr '[:upper:]' '[:lower:]'): expected true or false, found '${!variable}'"
}

each_line() { # a text: its lines without the blanks around them, those with nothing in them left out
  printf '%s\n' "$1" | tr -d '\r' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

# Always with -I: otherwise Python would take modules from the working directory, which a pull request fills.
find_python() {
  local name
  for name in python3 python; do
    if "$name" -I -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then
      python=$name
      return
    fi
  done
  stop "Python 3.10 or newer is required: add a step with actions/setup-python before this one"
}

install() { # sets `speclint`
  local what=$GITHUB_ACTION_PATH folder
  if [ "${INPUT_VERSION:-}" = installed ]; then
    speclint=$(command -v speclint) ||
      stop "speclint is not on the PATH: install it in an earlier step, or set the input version to a version number"
    return
  elif [ -n "${INPUT_VERSION:-}" ]; then
    [[ $INPUT_VERSION =~ ^[0-9]+(\.[0-9]+)*([a-z0-9.+-]*)$ ]] ||
      stop "invalid input version: expected a version number or 'installed', found '$INPUT_VERSION'"
    what=speclint==$INPUT_VERSION
  fi
  folder=$scratch/venv
  "$python" -I -m venv "$folder" || stop "cannot create a virtual environment with $python"
  speclint=$folder/bin/speclint
  [ -d "$folder/bin" ] || speclint=$folder/Scripts/speclint
  "${speclint%/*}/python" -I -m pip install --quiet --disable-pip-version-check "$what" >"$scratch/pip" 2>&1 ||
    { verbatim <"$scratch/pip"; stop "cannot install speclint: see the log for the reason"; }
}

find_python
install
cd -- "${INPUT_WORKING_DIRECTORY:-.}" ||
  stop "invalid input working-directory: the folder '${INPUT_WORKING_DIRECTORY:-.}' does not exist"

paths=()
while IFS= read -r path; do
  case $path in -*) path=./$path ;; esac
  paths+=("$path")
done < <(each_line "${INPUT_PATHS:-}")
[ "${#paths[@]}" -gt 0 ] || paths=(.)

common=()
[ -z "${INPUT_CONFIG:-}" ] || common+=("--config=$INPUT_CONFIG")
check=(check --color=never "--output-file=json=$scratch/report.json")
[ -z "${INPUT_FAIL_ON:-}" ] || check+=("--fail-on=$INPUT_FAIL_ON")
[ -z "${INPUT_SINCE:-}" ] || check+=("--since=$INPUT_SINCE")
is_on CHANGED_SECTIONS && check+=(--changed-sections)
INPUT_BASELINE=${INPUT_BASELINE:-true}
is_on BASELINE || check+=(--no-baseline)
is_on REQUIRE_SPECS && check+=(--require-specs)
is_on SUMMARY && check+=("--output-file=markdown=$scratch/summary.md")
sarif=${INPUT_SARIF:-}
case $sarif in *$'\n'*) stop "invalid input sarif: expected one path, found several lines" ;; esac
[ -z "$sarif" ] || check+=("--output-file=sarif=$sarif")
while IFS= read -r file; do
  check+=("--output-file=$file")
done < <(each_line "${INPUT_OUTPUT_FILES:-}")

is_on PROBLEM_MATCHER && printf '::add-matcher::%s\n' "$GITHUB_ACTION_PATH/.github/action/problem-matcher.json"

code=0
: >"$scratch/start"
if is_on ANNOTATIONS; then
  "$speclint" "${check[@]}" --output-format=github ${common[@]+"${common[@]}"} "${paths[@]}" \
    </dev/null 2>"$scratch/errors" || code=$?
else
  "$speclint" "${check[@]}" ${common[@]+"${common[@]}"} "${paths[@]}" \
    </dev/null >"$scratch/found" 2>"$scratch/errors" || code=$?
  verbatim <"$scratch/found"
fi
verbatim <"$scratch/errors"
[ "$code" -lt 2 ] || annotate "$(head -n 3 "$scratch/errors")"
if is_on SUMMARY && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  if [ -f "$scratch/summary.md" ]; then
    cat "$scratch/summary.md" >>"$GITHUB_STEP_SUMMARY"
  fi
  [ "$code" -lt 2 ] || printf '\n**speclint could not check everything. See the log for the reason.**\n' >>"$GITHUB_STEP_SUMMARY"
fi

if [ "${INPUT_COMPLETENESS:-false}" != false ]; then
  score=(completeness --color=never)
  if [ "$INPUT_COMPLETENESS" != true ]; then
    [[ $INPUT_COMPLETENESS =~ ^[0-9]+(\.[0-9]+)?$ ]] ||
      stop "invalid input completeness: expected true, false or a percentage, found '$INPUT_COMPLETENESS'"
    score+=("--fail-under=$INPUT_COMPLETENESS")
  fi
  scored=0
  "$speclint" "${score[@]}" ${common[@]+"${common[@]}"} "${paths[@]}" \
    </dev/null >"$scratch/scores" 2>"$scratch/errors" || scored=$?
  cat "$scratch/scores" "$scratch/errors" | verbatim
  if is_on SUMMARY && [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -s "$scratch/scores" ]; then
    # Each line begins with a bar or a blank, so none ends the code block. The whole stays below 1 MiB.
    {
      printf '\n### Completeness\n\n````text\n'
      "$python" -I -c '
import sys
with open(sys.argv[1], "rb") as file:
    sys.stdout.buffer.write(file.read(100_000).decode("utf-8", "ignore").encode())
' "$scratch/scores"
      printf '\n````\n'
    } >>"$GITHUB_STEP_SUMMARY"
  fi
  case $scored in
    0) ;;
    1) annotate "at least one specification is below the required completeness: see the log" ;;
    *) annotate "$(head -n 3 "$scratch/errors")" ;;
  esac
  [ "$scored" -le "$code" ] || code=$scored
fi

{
  printf 'exit-code=%s\n' "$code"
  if [ -f "$scratch/report.json" ]; then
    "$python" -I -c '
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    for name, count in json.load(file)["summary"].items():
        print(f"{name}={int(count)}")
' "$scratch/report.json" | tr -d '\r'
  fi
  # A file from before this run is not an output of it.
  if [ -n "$sarif" ] && [ "$sarif" -nt "$scratch/start" ]; then
    case $sarif in
      /* | [A-Za-z]:*) printf 'sarif=%s\n' "$sarif" ;;
      *)
        below=${PWD#"$workspace"}
        below=${below#/}
        printf 'sarif=%s\n' "${below:+$below/}$sarif"
        ;;
    esac
  fi
} >>"$GITHUB_OUTPUT"
exit "$code"
