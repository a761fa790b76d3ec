# bash completion for headgate, written by: headgate generate completion bash

# Prints the options of the command $1.
_headgate_options()
{
    case $1 in
        check | wait | watch | validate | list | report | history | explain | note | notify)
            printf '%s\n' -c --config --history
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list)
            printf '%s\n' -f --file -4 -6 --name --location -j --workers --spares --queue --per-host --host-interval --deadline --fail-on --max-down --max-unknown --gate --allow-empty --baseline --baseline-slower --canary --canaries-need --order --color --progress -v --verbose --profile --keep-raw --keep-rollup --method --timeout --connect-timeout --redirects --retries --retry-delay --retry-after-max -H --header --user-agent --ip --addresses --resolve --proxy --ca-file --insecure --tls-min-version --crl-file --client-certificate --client-key --pin --server-name --allow-downgrade --allow-private --deny-private --expect-status --latency-warn --latency-fail --expect-header --certificate-warn --certificate-fail --expect-tls --expect-final-url --expect-body --expect-content-type --expect-http-version --blocked --body-limit
            ;;
    esac
    case $1 in
        explain)
            printf '%s\n' --at
            ;;
    esac
    case $1 in
        validate)
            printf '%s\n' --allow-unset
            ;;
    esac
    case $1 in
        history)
            printf '%s\n' --check
            ;;
    esac
    case $1 in
        report)
            printf '%s\n' --full
            ;;
    esac
    case $1 in
        note)
            printf '%s\n' --ack
            ;;
    esac
    case $1 in
        notify)
            printf '%s\n' --test --dry-run --channel
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list | report | history | explain | note | notify | init | doctor | generate | help)
            printf '%s\n' -h --help -V --version
            ;;
    esac
    case $1 in
        wait | validate | list)
            printf '%s\n' --for --every --successes
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list | report | history)
            printf '%s\n' -o --output --since
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list | report)
            printf '%s\n' --group --tag -q --quiet --mail-server --mail-from --mail-to --mail-tls --mail-ca --mail-csv
            ;;
    esac
    case $1 in
        check | validate | list)
            printf '%s\n' --on-change --lock --mail-when
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list | report | explain)
            printf '%s\n' --max-gap
            ;;
    esac
    case $1 in
        check | wait | watch | validate | list | report | history | explain)
            printf '%s\n' --tz
            ;;
    esac
    case $1 in
        check | validate | list | report)
            printf '%s\n' --mail
            ;;
    esac
    case $1 in
        watch | validate | list)
            printf '%s\n' --interval --interval-down
            ;;
    esac
}

# Sets `words` and `files`, a pattern, to the values of the option $2 of the
# command $1. Fails when it has none.
_headgate_values()
{
    case $2 in
        -o | --output)
            case $1 in
                check | wait | watch | validate) words="text json jsonl csv junit markdown github codequality nagios prometheus tap ctrf" ;;
                report) words="text markdown html page csv json eml" ;;
                list | history) words="text json" ;;
            esac
            ;;
        -c | --config | -f | --file | --baseline | --history | --mail-ca | --ca-file | --crl-file | --client-certificate | --client-key) files='*' ;;
        --fail-on) words="never flaky degraded down unknown skipped" ;;
        --order) words="completion input" ;;
        --color) words="auto always never" ;;
        --progress) words="auto always never" ;;
        --mail-tls) words="starttls tls none" ;;
        --mail-when) words="always change failure" ;;
        --method) words="auto HEAD GET OPTIONS POST PUT PATCH DELETE" ;;
        --ip) words="any 4 6" ;;
        --addresses) words="first all ipv4_and_ipv6" ;;
        --tls-min-version) words="1.0 1.1 1.2 1.3" ;;
        --expect-tls) words="any required forbidden" ;;
        --expect-http-version) words="1.0 1.1 2 3" ;;
        --blocked) words="degraded down up" ;;
        --at | --channel | --name | --location | -j | --workers | --spares | --queue | --per-host | --host-interval | --deadline | --max-down | --max-unknown | --gate | --baseline-slower | --canary | --canaries-need | --for | --every | --successes | --group | --tag | --keep-raw | --keep-rollup | --max-gap | --since | --tz | --mail-server | --mail-from | --mail-to | --timeout | --connect-timeout | --redirects | --retries | --retry-delay | --retry-after-max | --interval | --interval-down | -H | --header | --user-agent | --resolve | --proxy | --pin | --server-name | --expect-status | --latency-warn | --latency-fail | --expect-header | --certificate-warn | --certificate-fail | --expect-final-url | --expect-body | --expect-content-type | --body-limit) ;;
        *) return 1 ;;
    esac
}

# Sets `words` and `files` to what can follow $2 arguments of the command $1.
_headgate_arguments()
{
    case $1:$2 in
        help:0) words="check wait watch validate list report history explain note notify init doctor generate help" ;;
        generate:0) words=completion ;;
        generate:1) words="bash zsh fish" ;;
    esac
    case $1 in
        report | history | notify) files='*.y*ml' ;;
        check | wait | watch | validate | list | init) files='*' ;;
    esac
}

_headgate()
{
    local command=check is_named='' option='' prefix='' words='' files=''
    local count=0 join='' word i
    local -a line=()
    # Readline has split the words at = and :.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ ${#line[@]} -gt 0 && ($join || $word == [=:]) ]]; then
            line[${#line[@]} - 1]+=$word
        else
            line+=("$word")
        fi
        [[ $word == [=:] ]] && join=1 || join=
    done
    [[ $word == [=:] ]] && word=
    local current=${line[${#line[@]} - 1]}
    local outside=${current%"$word"}

    for word in "${line[@]:0:${#line[@]} - 1}"; do
        if [[ $option ]]; then
            option=
        elif [[ $word == -?* ]]; then
            _headgate_values "$command" "$word" && option=$word
        elif [[ $count$is_named == 0 && ' check wait watch validate list report history explain note notify init doctor generate help ' == *" $word "* ]]; then
            command=$word is_named=1
        else
            count=$((count + 1))
        fi
    done

    words='' files=''
    if [[ ! $option && $current == --*=* ]]; then
        option=${current%%=*} prefix=${current%%=*}=
    fi
    if [[ $option ]]; then
        _headgate_values "$command" "$option"
        case $option in
            -o | --output)
                compopt -o nospace 2>/dev/null
                if [[ ${current#"$prefix"} == *=* ]]; then
                    words='' files='*' prefix=${current%"${current#"$prefix"*=}"}
                fi
                ;;
        esac
    elif [[ $current == -* ]]; then
        words=$(_headgate_options "$command")
    else
        _headgate_arguments "$command" "$count"
        [[ $count$is_named == 0 ]] && words="check wait watch validate list report history explain note notify init doctor generate help"
    fi

    [[ $files ]] && compopt -o filenames 2>/dev/null
    current=${current#"$prefix"}
    mapfile -t COMPREPLY < <(
        compgen -P "$prefix" -W "$words" -- "$current"
        [[ $files ]] && compgen -P "$prefix" -f -X "!$files" -- "$current"
        [[ $files == *.* ]] && compgen -P "$prefix" -d -- "$current"
    )
    COMPREPLY=("${COMPREPLY[@]#"$outside"}")
}
complete -F _headgate headgate
