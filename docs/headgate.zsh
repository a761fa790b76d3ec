#compdef headgate
# zsh completion for headgate, written by: headgate generate completion zsh

_headgate_formats()
{
    local -a formats
    case $command in
        check | wait | validate) formats=(text json jsonl csv junit) ;;
        report) formats=(text markdown html page csv json eml) ;;
        list | history) formats=(text json) ;;
    esac
    if compset -P '*='; then
        _files
    else
        _wanted formats expl format compadd -S '' -a formats
    fi
}

_headgate_commands()
{
    local -a commands=(
        'check:check addresses and report; what runs when no command is named'
        'wait:check again and again until the gate is open, or --for is over'
        'validate:say whether the configuration is right, without checking anything'
        'list:print what would be checked (-o json: with every setting)'
        'report:tell how things were in a period (--since), from the history'
        'history:list the runs and incidents that are kept: the latest, or those --since (-o json)'
        'explain:show the results around a moment (--at), how they count, and a curl command'
        'note:add a note to an incident'
        'generate:print a script that completes the command line in a shell'
        'help:show this help, or that of a command'
    )
    _describe -t commands command commands
}

_headgate_arguments()
{
    [[ $count$is_named == 0 ]] && _headgate_commands
    case $command:$count in
        help:0) _headgate_commands ;;
        generate:0) _wanted documents expl document compadd completion ;;
        generate:1) _wanted shells expl shell compadd bash zsh fish ;;
    esac
    case $command in
        explain | note) _message argument ;;
        report | history) _files -g '*.y(a|)ml(-.)' ;;
        check | wait | validate | list) _files ;;
    esac
}

_headgate()
{
    local command=check is_named= is_value= word expl
    integer count=0
    local -a options
    for word in "${(@)words[2,CURRENT-1]}"; do
        if [[ -n $is_value ]]; then
            is_value=
        elif [[ $word == (-c|--config|-f|--file|--at|--name|--location|-j|--workers|--spares|--queue|--per-host|--host-interval|--deadline|--fail-on|--max-down|--gate|--baseline|--baseline-slower|--canary|--canaries-need|--for|--every|--successes|-o|--output|--group|--tag|--order|--color|--progress|--history|--keep-raw|--keep-rollup|--max-gap|--since|--tz|--mail-server|--mail-from|--mail-to|--mail-tls|--mail-ca|--mail-when|--method|--timeout|--connect-timeout|--redirects|--retries|--retry-delay|--retry-after-max|-H|--header|--user-agent|--ip|--addresses|--resolve|--proxy|--ca-file|--tls-min-version|--crl-file|--client-certificate|--client-key|--pin|--server-name|--expect-status|--latency-warn|--latency-fail|--expect-header|--certificate-warn|--certificate-fail|--expect-tls|--expect-final-url|--expect-body|--expect-content-type|--expect-http-version|--blocked|--body-limit) ]]; then
            is_value=1
        elif [[ $word == -?* ]]; then
            continue
        elif [[ $count$is_named == 0 && $word == (check|wait|validate|list|report|history|explain|note|generate|help) ]]; then
            command=$word is_named=1
        else
            ((count += 1))
        fi
    done
    [[ $command == (check|wait|validate|list|report|history|explain|note) ]] && options+=(
        '*'{-c+,--config=}'[read this configuration (may be repeated)]:FILE:_files'
        '--history=[database that runs are kept in; made when missing]:FILE:_files'
    )
    [[ $command == (check|wait|validate|list) ]] && options+=(
        '*'{-f+,--file=}'[read addresses from this list, one a line; "-" is standard input]:FILE:_files'
        '-4[use IPv4 only (--ip 4)]'
        '-6[use IPv6 only (--ip 6)]'
        '--name=[name of the run, shown in reports]:TEXT: '
        '--location=[where this machine is, shown in reports]:TEXT: '
        '(-j --workers)'{-j+,--workers=}'[worker threads, each asking one host at a time]:N: '
        '--spares=[further workers that step in for those whose host is silent, so that dead hosts don'\''t hold up the others; none where `workers` is given and this is not]:N: '
        '--queue=[trips that wait ready for the workers; twice the workers when not given]:N: '
        '--per-host=[trips to one host (name and port) at the same time]:N: '
        '--host-interval=[least time between two requests to one host, which is then asked by one worker at a time]:DURATION: '
        '--deadline=[end of the whole run; targets not judged by then are unknown]:DURATION: '
        '*--fail-on=[outcomes that close the gate; never: none does]:OUTCOMES:(never flaky degraded down unknown skipped)'
        '--max-down=[targets that may be down before the gate closes, as a number or a percentage]:LIMIT: '
        '*--gate=[what must hold of the run for the gate to be open, besides the above]:CONDITIONS: '
        '--allow-empty[nothing to check is not an error]'
        '--baseline=[earlier JSON report; the gate closes only for what is worse than in it]:FILE:_files'
        '--baseline-slower=[an answer that takes more than so many times as long as in the baseline, and 100ms longer, is worse; 0: never]:FACTOR: '
        '*--canary=[addresses that are known to be up, asked only when a target failed by dns, connect or timeout: when too few answer, such targets are unknown]:URL: '
        '--canaries-need=[canaries that must answer, with any status; a percentage is rounded up]:LIMIT: '
        '--order=[order of the live lines: as targets complete, or as they were given]:ORDER:(completion input)'
        '--color=[colours on the terminal]:WHEN:(auto always never)'
        '--progress=[progress bar on standard error]:WHEN:(auto always never)'
        '(-v --verbose)'{-v,--verbose}'[phases, attempts and redirects of every target]'
        '--profile[where the time of the run went, on standard error]'
        '--keep-raw=[how long each result is kept]:DURATION: '
        '--keep-rollup=[how long the figures of hours and days, and incidents, are kept]:DURATION: '
        '--method=[how to ask; auto is HEAD, and GET when HEAD is refused]:METHOD:(auto HEAD GET OPTIONS POST PUT PATCH DELETE)'
        '--timeout=[time for one attempt with its redirects]:DURATION: '
        '--connect-timeout=[time for name, TCP and TLS of one transfer; timeout bounds it too]:DURATION: '
        '--redirects=[most redirects followed; 0 follows none]:N: '
        '--retries=[attempts after the first, when the trouble may pass]:N: '
        '--retry-delay=[wait before the first retry; it doubles for each further one]:DURATION: '
        '--retry-after-max=[longest Retry-After that is waited for]:DURATION: '
        '*'{-H+,--header=}'[request headers, sent to the origin of the target only]:"NAME\: VALUE": '
        '--user-agent=[User-Agent header]:TEXT: '
        '--ip=[version of the Internet Protocol]:VERSION:(any 4 6)'
        '--addresses=[addresses of a name that are checked: the first that answers, all of them, each in a row of its own, or IPv4 and IPv6 apart]:WHICH:(first all ipv4_and_ipv6)'
        '*--resolve=[address to use for a host and port instead of asking the resolver]:HOST\:PORT\:ADDRESS: '
        '--proxy=[proxy to go through; none ignores the proxy variables of the environment]:URL: '
        '--ca-file=[file of trusted certificates (PEM) in place of those of the system]:FILE:_files'
        '--insecure[certificates are not verified; of their end, only expect.certificate.fail counts]'
        '--tls-min-version=[oldest version of TLS that is accepted]:VERSION:(1.0 1.1 1.2 1.3)'
        '--crl-file=[file of revoked certificates (PEM), one list for each authority of the chain]:FILE:_files'
        '--client-certificate=[certificate (PEM) to show to the origin of the target]:FILE:_files'
        '--client-key=[its private key (PEM), when it is not in the same file]:FILE:_files'
        '--pin=[SHA-256 of the public key that the origin of the target must have: sha256//BASE64, several joined by ;]:PINS: '
        '--server-name=[name to ask for in the TLS handshake, and to be certified, in place of the host of the target]:HOST: '
        '--allow-downgrade[redirects from https to http are followed]'
        '--allow-private[redirects from public to private addresses are followed]'
        '--deny-private[private addresses are never asked]'
        '*--expect-status=[statuses that are up; 200-299 when not given, 200-399 with redirects: 0]:STATUSES: '
        '--latency-warn=[a slower answer is degraded]:DURATION: '
        '--latency-fail=[a slower answer is down]:DURATION: '
        '*--expect-header=[response headers: present, absent, or a regular expression found in the value]:"NAME\: RULE": '
        '--certificate-warn=[less time until the certificate ends is degraded: a duration, or a share of its lifetime such as 10%; off: no limit]:SPAN: '
        '--certificate-fail=[less time until the certificate ends is down]:SPAN: '
        '--expect-tls=[whether the final URL must be https (required) or must not (forbidden)]:RULE:(any required forbidden)'
        '--expect-final-url=[beginning of the URL that redirects must end at]:PREFIX: '
        '*--expect-body=[regular expressions (PCRE2) that must each be found in the body]:EXPRESSION: '
        '*--expect-content-type=[media types, of which Content-Type is one; parameters count when given]:TYPES: '
        '*--expect-http-version=[versions of HTTP that are up]:VERSIONS:(1.0 1.1 2 3)'
        '--blocked=[outcome when a known service keeps robots away (403, 429 or 503)]:OUTCOME:(degraded down up)'
        '--body-limit=[most of a body that is read, after decompression]:SIZE: '
    )
    [[ $command == (explain) ]] && options+=(
        '--at=[explain: the moment, "2026-11-20 19:40" or 2026-11-20T19:40:00Z]:TIME: '
    )
    [[ $command == (check|wait|validate|list|report|history|explain|note|generate|help) ]] && options+=(
        '(-h --help)'{-h,--help}'[show this help]'
        '(-V --version)'{-V,--version}'[show the version]'
    )
    [[ $command == (wait|validate|list) ]] && options+=(
        '--for=[wait: the deadline; what is not open by then is not waited for]:DURATION: '
        '--every=[wait: pause between two rounds]:DURATION: '
        '--successes=[wait: how many rounds in a row must find the gate open]:N: '
    )
    [[ $command == (check|wait|validate|list|report|history) ]] && options+=(
        '*'{-o+,--output=}'[reports to write; {date} and {time} in a file name are replaced]:FORMAT[=FILE]:_headgate_formats'
        '--since=[period of an uptime report, or of a list of runs: 24h, today, yesterday, this-week, last-week, this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31]:PERIOD: '
    )
    [[ $command == (check|wait|validate|list|report) ]] && options+=(
        '*--group=[check only targets of these groups]:GROUPS: '
        '*--tag=[check only targets with one of these tags]:TAGS: '
        '(-q --quiet)'{-q,--quiet}'[only what is not well; nothing at all when the gate is open and all is up]'
        '--mail-server=[SMTP server; the port is 587, with tls: tls 465, with tls: none 25]:HOST[\:PORT]: '
        '--mail-from=[sender, "ops@example.com" or "Operations <ops@example.com>"]:ADDRESS: '
        '*--mail-to=[recipients, likewise]:ADDRESSES: '
        '--mail-tls=[how the way to the server is protected; it is never less than that]:HOW:(starttls tls none)'
        '--mail-ca=[PEM file of the authorities that the server'\''s certificate may come from, instead of the system'\''s]:FILE:_files'
        '--mail-csv[attach the figures as CSV]'
    )
    [[ $command == (check|validate|list) ]] && options+=(
        '--on-change[nothing but what went down, came back or is still down, and only when, compared with the history, something went down or came back]'
        '--lock[check: only when no other run with this history is still going]'
        '--mail-when=[when a check sends: always, when something went down or came back, or while something is down]:WHEN:(always change failure)'
    )
    [[ $command == (check|wait|validate|list|report|explain) ]] && options+=(
        '--max-gap=[for how long a result speaks at most when no other follows; the time after that is unknown. Twice the usual interval when not given]:DURATION: '
    )
    [[ $command == (check|wait|validate|list|report|history|explain) ]] && options+=(
        '--tz=[time zone of its days, such as Europe/Berlin; this machine'\''s when not given]:ZONE: '
    )
    [[ $command == (check|validate|list|report) ]] && options+=(
        '--mail[send the uptime report by mail after a check; the command report does so only with --mail]'
    )
    _arguments -s -S : $options '*: :_headgate_arguments'
}

_headgate "$@"
