#compdef headgate
# zsh completion for headgate, written by: headgate generate completion zsh

_headgate_formats()
{
    local -a formats
    case $command in
        check | wait | watch | validate) formats=(text json jsonl csv junit markdown github codequality nagios prometheus tap ctrf) ;;
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
        'check:check URLs and write reports; the default command'
        'wait:check repeatedly until the gate opens or --for expires'
        'watch:check each target at its own interval, until a signal comes'
        'validate:check the configuration without sending any request'
        'list:print the targets that would be checked (-o json: with all settings)'
        'report:print an uptime report for a period (--since), from the history'
        'history:list recorded runs and incidents (--since), or check the history itself (--check)'
        'explain:show a target'\''s results around a time (--at), how they count, and a curl command'
        'note:add a note to an incident'
        'notify:send the messages of channels that are due, or a sample (--test)'
        'init:write a commented headgate.yml for these URLs and list files'
        'doctor:print what this machine can, and what is wrong with it'
        'generate:print a script for command line completion in a shell'
        'help:print this help, or the help of a command'
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
        explain | note | doctor) _message argument ;;
        report | history | notify) _files -g '*.y(a|)ml(-.)' ;;
        check | wait | watch | validate | list | init) _files ;;
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
        elif [[ $word == (-c|--config|-f|--file|--at|--channel|--name|--location|-j|--workers|--spares|--queue|--per-host|--host-interval|--deadline|--fail-on|--max-down|--max-unknown|--gate|--baseline|--baseline-slower|--canary|--canaries-need|--for|--every|--successes|-o|--output|--group|--tag|--order|--color|--progress|--history|--keep-raw|--keep-rollup|--max-gap|--since|--tz|--mail-server|--mail-from|--mail-to|--mail-tls|--mail-ca|--mail-when|--method|--timeout|--connect-timeout|--redirects|--retries|--retry-delay|--retry-after-max|--interval|--interval-down|-H|--header|--user-agent|--ip|--addresses|--resolve|--proxy|--ca-file|--tls-min-version|--crl-file|--client-certificate|--client-key|--pin|--server-name|--expect-status|--latency-warn|--latency-fail|--expect-header|--certificate-warn|--certificate-fail|--expect-tls|--expect-final-url|--expect-body|--expect-content-type|--expect-http-version|--blocked|--body-limit) ]]; then
            is_value=1
        elif [[ $word == -?* ]]; then
            continue
        elif [[ $count$is_named == 0 && $word == (check|wait|watch|validate|list|report|history|explain|note|notify|init|doctor|generate|help) ]]; then
            command=$word is_named=1
        else
            ((count += 1))
        fi
    done
    [[ $command == (check|wait|watch|validate|list|report|history|explain|note|notify) ]] && options+=(
        '*'{-c+,--config=}'[read this configuration; may be repeated]:FILE:_files'
        '--history=[database in which runs are recorded; created if it does not exist]:FILE:_files'
    )
    [[ $command == (check|wait|watch|validate|list) ]] && options+=(
        '*'{-f+,--file=}'[read URLs from this list, one per line; "-": standard input]:FILE:_files'
        '-4[use IPv4 only (--ip 4)]'
        '-6[use IPv6 only (--ip 6)]'
        '--name=[name of the run, shown in reports]:TEXT: '
        '--location=[location of this machine, shown in reports]:TEXT: '
        '(-j --workers)'{-j+,--workers=}'[number of worker threads; each checks one host at a time]:N: '
        '--spares=[number of extra workers, started while others wait for hosts that do not respond; 0 if only `workers` is set]:N: '
        '--queue=[length of the queue of batches that are ready for a worker (a batch is one or more targets of one host); twice the number of workers if unset]:N: '
        '--per-host=[maximum number of batches in progress for one host (name and port)]:N: '
        '--host-interval=[minimum time between two requests to one host; only one worker at a time then checks that host]:DURATION: '
        '--deadline=[time limit for the whole run; targets without a verdict by then are unknown]:DURATION: '
        '*--fail-on=[outcomes that close the gate; never: no outcome closes it]:OUTCOMES:(never flaky degraded down unknown skipped)'
        '--max-down=[number or percentage of targets that may be down before the gate closes]:LIMIT: '
        '--max-unknown=[number or percentage of targets that may have no verdict before the exit status is 3]:LIMIT: '
        '*--gate=[further conditions that the run must meet for the gate to open]:CONDITIONS: '
        '--allow-empty[do not treat an empty set of targets as an error]'
        '--baseline=[JSON report of an earlier run; only regressions close the gate]:FILE:_files'
        '--baseline-slower=[slowdown that counts as a regression: an answer takes more than this many times as long as in the baseline, and over 100ms longer, not counting the time to connect; 0: never]:FACTOR: '
        '*--canary=[URLs known to be up, checked only after a target failed with dns, connect or timeout; if too few answer, such targets are unknown]:URL: '
        '--canaries-need=[number or percentage of canaries that must answer, with any status code; a percentage is rounded up]:LIMIT: '
        '--order=[order of the live lines: completion (as targets finish) or input (as they are listed)]:ORDER:(completion input)'
        '--color=[use of colour on the terminal]:WHEN:(auto always never)'
        '--progress=[progress bar on standard error]:WHEN:(auto always never)'
        '(-v --verbose)'{-v,--verbose}'[print phases, attempts and redirects of every target]'
        '--profile[print where the run spent its time, on standard error]'
        '--keep-raw=[retention of single results]:DURATION: '
        '--keep-rollup=[retention of hourly and daily totals, and of incidents]:DURATION: '
        '--method=[request method; auto: HEAD, and GET if the server rejects HEAD]:METHOD:(auto HEAD GET OPTIONS POST PUT PATCH DELETE)'
        '--timeout=[time limit for one attempt, including its redirects]:DURATION: '
        '--connect-timeout=[time limit for name resolution, TCP and TLS of one transfer; timeout limits it too]:DURATION: '
        '--redirects=[maximum number of redirects to follow; 0: do not follow]:N: '
        '--retries=[number of retries after a transient failure]:N: '
        '--retry-delay=[delay before the first retry; doubled for each further retry]:DURATION: '
        '--retry-after-max=[longest Retry-After to honour]:DURATION: '
        '*'{-H+,--header=}'[request headers, sent only to the origin of the target]:"NAME\: VALUE": '
        '--user-agent=[value of the User-Agent header]:TEXT: '
        '--ip=[IP version to use]:VERSION:(any 4 6)'
        '--addresses=[IP addresses of the host name to check: the first that answers, all of them (one result each), or one of IPv4 and one of IPv6]:WHICH:(first all ipv4_and_ipv6)'
        '*--resolve=[IP address to use for a host and port, instead of resolving the name]:HOST\:PORT\:ADDRESS: '
        '--proxy=[proxy to use; none: ignore the proxy variables of the environment]:URL: '
        '--ca-file=[PEM file of trusted certificates, instead of the system'\''s]:FILE:_files'
        '--insecure[do not verify certificates; of the expiry limits only expect.certificate.fail still applies]'
        '--tls-min-version=[oldest TLS version to accept]:VERSION:(1.0 1.1 1.2 1.3)'
        '--crl-file=[PEM file of certificate revocation lists, one for each authority in the chain]:FILE:_files'
        '--client-certificate=[PEM file of the client certificate for the origin of the target]:FILE:_files'
        '--client-key=[PEM file of the private key, unless the client certificate file contains it]:FILE:_files'
        '--pin=[SHA-256 of the public key that the origin of the target must have: sha256//BASE64, several separated by ;]:PINS: '
        '--server-name=[server name to send (SNI) and to verify, instead of the target'\''s host]:HOST: '
        '--allow-downgrade[follow redirects from https to http]'
        '--allow-private[follow redirects from public to private and other special-purpose addresses]'
        '--deny-private[never connect to private and other special-purpose addresses]'
        '*--expect-status=[status codes that count as up; 200-299 if unset, 200-399 with redirects: 0]:STATUSES: '
        '--latency-warn=[degraded if the answer takes longer than this]:DURATION: '
        '--latency-fail=[down if the answer takes longer than this]:DURATION: '
        '*--expect-header=[response headers to expect: present, absent, or a regular expression; of a header on several lines, any must match, or every or none with {every: ...} or {none: ...}; Set-Cookie is compared and never shown]:"NAME\: RULE": '
        '--certificate-warn=[degraded if the certificate expires sooner than this: a duration, a percentage of its lifetime, or the lesser of both; off: no limit]:THRESHOLD: '
        '--certificate-fail=[down if the certificate expires sooner than this]:THRESHOLD: '
        '--expect-tls=[https for the final URL: required, forbidden, or any]:RULE:(any required forbidden)'
        '--expect-final-url=[prefix of the URL that redirects must end at; host and port count as a whole: http://shop.test is no prefix of http://shop.test.evil.test/]:PREFIX: '
        '*--expect-body=[regular expressions (PCRE2) that must all match the body]:EXPRESSION: '
        '*--expect-content-type=[allowed values of Content-Type; parameters are compared only if given]:TYPES: '
        '*--expect-http-version=[HTTP versions that count as up; 3 is asked for only if it is one of them, and needs a libcurl that has it]:VERSIONS:(1.0 1.1 2 3)'
        '--blocked=[outcome if a known bot protection blocks the request (403, 429 or 503)]:OUTCOME:(degraded down up)'
        '--body-limit=[maximum size of the body to read, after decompression]:SIZE: '
    )
    [[ $command == (explain) ]] && options+=(
        '--at=[time to explain: "2026-11-20 19:40" or 2026-11-20T19:40:00Z]:TIME: '
    )
    [[ $command == (validate) ]] && options+=(
        '--allow-unset[check everything else where a variable ${NAME} is not set]'
    )
    [[ $command == (history) ]] && options+=(
        '--check[see whether the history is damaged, wrong or of the future]'
    )
    [[ $command == (report) ]] && options+=(
        '--full[text: show all entries of each list, not only the first 100]'
    )
    [[ $command == (note) ]] && options+=(
        '--ack[acknowledge the incident: nobody is reminded of it any more]'
    )
    [[ $command == (notify) ]] && options+=(
        '--test[send a sample, marked as one, instead of what is due]'
        '--dry-run[print the next requests without their secrets, and send nothing]'
        '--channel=[only this channel]:NAME: '
    )
    [[ $command == (check|wait|watch|validate|list|report|history|explain|note|notify|init|doctor|generate|help) ]] && options+=(
        '(-h --help)'{-h,--help}'[print this help]'
        '(-V --version)'{-V,--version}'[print the version]'
    )
    [[ $command == (wait|validate|list) ]] && options+=(
        '--for=[time limit for the gate to open]:DURATION: '
        '--every=[pause between two rounds]:DURATION: '
        '--successes=[number of consecutive rounds in which the gate must be open]:N: '
    )
    [[ $command == (check|wait|watch|validate|list|report|history) ]] && options+=(
        '*'{-o+,--output=}'[reports to write; {date} and {time} in a file name are replaced]:FORMAT[=FILE]:_headgate_formats'
        '--since=[period of an uptime report, or of a list of runs: 24h, today, yesterday, this-week, last-week, this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31]:PERIOD: '
    )
    [[ $command == (check|wait|watch|validate|list|report) ]] && options+=(
        '*--group=[use only targets in these groups]:GROUPS: '
        '*--tag=[use only targets with at least one of these tags]:TAGS: '
        '(-q --quiet)'{-q,--quiet}'[print only targets that are not up; print nothing if the gate is open and all are up]'
        '--mail-server=[SMTP server; the default port is 587 (465 with tls: tls, 25 with tls: none)]:HOST[\:PORT]: '
        '--mail-from=[sender, such as "ops@example.com" or "Operations <ops@example.com>"]:ADDRESS: '
        '*--mail-to=[recipients, in the same form as the sender]:ADDRESSES: '
        '--mail-tls=[encryption of the SMTP connection; never falls back to less]:HOW:(starttls tls none)'
        '--mail-ca=[PEM file of trusted certificate authorities for the mail server, instead of the system'\''s]:FILE:_files'
        '--mail-csv[attach the data of the report as CSV]'
    )
    [[ $command == (check|validate|list) ]] && options+=(
        '--on-change[print only targets that went down, recovered or are still down; print nothing if, compared with the history, no target went down or recovered]'
        '--lock[check only if no other run with this history is in progress]'
        '--mail-when=[when a check sends mail: always, on a change (a target went down or recovered), or on failure (a target is down)]:WHEN:(always change failure)'
    )
    [[ $command == (check|wait|watch|validate|list|report|explain) ]] && options+=(
        '--max-gap=[longest time that a result stays valid if no later one follows, after which the state is unknown; twice the usual interval between checks if unset]:DURATION: '
    )
    [[ $command == (check|wait|watch|validate|list|report|history|explain) ]] && options+=(
        '--tz=[time zone of the period, such as Europe/Berlin; this machine'\''s if unset]:ZONE: '
    )
    [[ $command == (check|validate|list|report) ]] && options+=(
        '--mail[send the uptime report by mail after a check; `report` sends it only with --mail]'
    )
    [[ $command == (watch|validate|list) ]] && options+=(
        '--interval=[time from one check of the target to the next, in headgate watch; all attempts of a check must fit into it]:DURATION: '
        '--interval-down=[the same while the target is down; interval if unset]:DURATION: '
    )
    _arguments -s -S : $options '*: :_headgate_arguments'
}

_headgate "$@"
