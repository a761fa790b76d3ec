# bash completion for headgate, made by: headgate generate completion
_headgate()
{
    local word=${COMP_WORDS[COMP_CWORD]}
    local before=${COMP_WORDS[COMP_CWORD-1]}
    local formats="text json jsonl csv junit"
    [[ " ${COMP_WORDS[*]} " == *" report "* ]] && formats="text markdown html page csv json eml"
    case $before in
        -o | --output)
            COMPREPLY=($(compgen -W "$formats" -- "$word"))
            return
            ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W " --config --file --at -4 -6 --help --version --name --location --group --tag --workers --spares --queue --per-host --host-interval --deadline --expect-status --latency-warn --latency-fail --expect-header --certificate-warn --certificate-fail --expect-tls --expect-final-url --expect-body --expect-content-type --expect-http-version --method --timeout --connect-timeout --redirects --retries --retry-delay --retry-after-max --header --user-agent --ip --addresses --resolve --proxy --ca-file --insecure --tls-min-version --crl-file --client-certificate --client-key --pin --server-name --allow-downgrade --allow-private --deny-private --blocked --body-limit --fail-on --max-down --gate --allow-empty --baseline --baseline-slower --canary --canaries-need --for --every --successes --history --lock --keep-raw --keep-rollup --max-gap --since --tz --mail --mail-server --mail-from --mail-to --mail-tls --mail-ca --mail-when --mail-csv --output --order --color --progress --quiet --on-change --verbose --profile" -- "$word"))
    else
        COMPREPLY=($(compgen -W "check wait validate list report history explain note generate help" -- "$word") $(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _headgate headgate
