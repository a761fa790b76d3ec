# fish completion for headgate, written by: headgate generate completion fish

# Prints the command (`check` when none is named) and its arguments, a word a
# line; nothing when there is neither.
function __headgate_line
    set -l line
    set -l is_value 0
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test $is_value = 1
            set is_value 0
        else if contains -- $word -c --config -f --file --at --channel --name --location -j --workers --spares --queue --per-host --host-interval --deadline --fail-on --max-down --max-unknown --gate --baseline --baseline-slower --canary --canaries-need --for --every --successes -o --output --group --tag --order --color --progress --history --keep-raw --keep-rollup --max-gap --since --tz --mail-server --mail-from --mail-to --mail-tls --mail-ca --mail-when --method --timeout --connect-timeout --redirects --retries --retry-delay --retry-after-max --interval --interval-down -H --header --user-agent --ip --addresses --resolve --proxy --ca-file --tls-min-version --crl-file --client-certificate --client-key --pin --server-name --expect-status --latency-warn --latency-fail --expect-header --certificate-warn --certificate-fail --expect-tls --expect-final-url --expect-body --expect-content-type --expect-http-version --blocked --body-limit
            set is_value 1
        else if test "$word" = -; or not string match -q -- '-*' $word
            if not set -q line[1]; and not contains -- $word check wait watch validate list report history explain note notify init doctor generate help
                set line check
            end
            set -a line $word
        end
    end
    string join \n $line
end

# Whether the command is one of these.
function __headgate_is
    set -l line (__headgate_line)
    set -q line[1]; or set line check
    contains -- $line[1] $argv
end

# Whether the command and its arguments are so many words.
function __headgate_has
    test (count (__headgate_line)) = $argv[1]
end

# FORMAT[=FILE], with one of these formats.
function __headgate_formats
    set -l word (commandline -ct | string replace -r '^--[^=]+=' '')
    if set -l format (string match -r '^[^=]+=' -- $word)
        set -l path (string replace -- $format '' $word)
        __fish_complete_path $path | string replace -r '^' $format
    else
        string join \n $argv
    end
end

function __headgate_configs
    __fish_complete_path (commandline -ct) | string match -r '^.*(?:/|\.ya?ml)(?:\t.*)?$'
end

complete -c headgate -f
complete -c headgate -n '__headgate_has 0' -a check -d 'check URLs and write reports; the default command'
complete -c headgate -n '__headgate_has 0' -a wait -d 'check repeatedly until the gate opens or --for expires'
complete -c headgate -n '__headgate_has 0' -a watch -d 'check each target at its own interval, until a signal comes'
complete -c headgate -n '__headgate_has 0' -a validate -d 'check the configuration without sending any request'
complete -c headgate -n '__headgate_has 0' -a list -d 'print the targets that would be checked (-o json: with all settings)'
complete -c headgate -n '__headgate_has 0' -a report -d 'print an uptime report for a period (--since), from the history'
complete -c headgate -n '__headgate_has 0' -a history -d 'list recorded runs and incidents (--since), or check the history itself (--check)'
complete -c headgate -n '__headgate_has 0' -a explain -d 'show a target\'s results around a time (--at), how they count, and a curl command'
complete -c headgate -n '__headgate_has 0' -a note -d 'add a note to an incident'
complete -c headgate -n '__headgate_has 0' -a notify -d 'send the messages of channels that are due, or a sample (--test)'
complete -c headgate -n '__headgate_has 0' -a init -d 'write a commented headgate.yml for these URLs and list files'
complete -c headgate -n '__headgate_has 0' -a doctor -d 'print what this machine can, and what is wrong with it'
complete -c headgate -n '__headgate_has 0' -a generate -d 'print a script for command line completion in a shell'
complete -c headgate -n '__headgate_has 0' -a help -d 'print this help, or the help of a command'
complete -c headgate -n '__headgate_is help; and __headgate_has 1' \
    -a 'check wait watch validate list report history explain note notify init doctor generate help'
complete -c headgate -n '__headgate_is generate; and __headgate_has 1' \
    -a completion
complete -c headgate -n '__headgate_is generate; and __headgate_has 2' \
    -a 'bash zsh fish'
complete -c headgate -n '__headgate_is report history notify' -a '(__headgate_configs)'
complete -c headgate -n '__headgate_is check wait watch validate list init' -F
complete -c headgate -n '__headgate_is check wait watch validate list report history explain note notify' -s c -l config -r -F -d 'read this configuration; may be repeated'
complete -c headgate -n '__headgate_is check wait watch validate list' -s f -l file -r -F -d 'read URLs from this list, one per line; "-": standard input'
complete -c headgate -n '__headgate_is explain' -l at -x -d 'time to explain: "2026-11-20 19:40" or 2026-11-20T19:40:00Z'
complete -c headgate -n '__headgate_is validate' -l allow-unset -d 'check everything else where a variable ${NAME} is not set'
complete -c headgate -n '__headgate_is history' -l check -d 'see whether the history is damaged, wrong or of the future'
complete -c headgate -n '__headgate_is report' -l full -d 'text: show all entries of each list, not only the first 100'
complete -c headgate -n '__headgate_is note' -l ack -d 'acknowledge the incident: nobody is reminded of it any more'
complete -c headgate -n '__headgate_is notify' -l test -d 'send a sample, marked as one, instead of what is due'
complete -c headgate -n '__headgate_is notify' -l dry-run -d 'print the next requests without their secrets, and send nothing'
complete -c headgate -n '__headgate_is notify' -l channel -x -d 'only this channel'
complete -c headgate -n '__headgate_is check wait watch validate list' -s 4 -d 'use IPv4 only (--ip 4)'
complete -c headgate -n '__headgate_is check wait watch validate list' -s 6 -d 'use IPv6 only (--ip 6)'
complete -c headgate -n '__headgate_is check wait watch validate list report history explain note notify init doctor generate help' -s h -l help -d 'print this help'
complete -c headgate -n '__headgate_is check wait watch validate list report history explain note notify init doctor generate help' -s V -l version -d 'print the version'
complete -c headgate -n '__headgate_is check wait watch validate list' -l name -x -d 'name of the run, shown in reports'
complete -c headgate -n '__headgate_is check wait watch validate list' -l location -x -d 'location of this machine, shown in reports'
complete -c headgate -n '__headgate_is check wait watch validate list' -s j -l workers -x -d 'number of worker threads; each checks one host at a time'
complete -c headgate -n '__headgate_is check wait watch validate list' -l spares -x -d 'number of extra workers, started while others wait for hosts that do not respond; 0 if only `workers` is set'
complete -c headgate -n '__headgate_is check wait watch validate list' -l queue -x -d 'length of the queue of batches that are ready for a worker (a batch is one or more targets of one host); twice the number of workers if unset'
complete -c headgate -n '__headgate_is check wait watch validate list' -l per-host -x -d 'maximum number of batches in progress for one host (name and port)'
complete -c headgate -n '__headgate_is check wait watch validate list' -l host-interval -x -d 'minimum time between two requests to one host; only one worker at a time then checks that host'
complete -c headgate -n '__headgate_is check wait watch validate list' -l deadline -x -d 'time limit for the whole run; targets without a verdict by then are unknown'
complete -c headgate -n '__headgate_is check wait watch validate list' -l fail-on -x -d 'outcomes that close the gate; never: no outcome closes it' -a 'never flaky degraded down unknown skipped'
complete -c headgate -n '__headgate_is check wait watch validate list' -l max-down -x -d 'number or percentage of targets that may be down before the gate closes'
complete -c headgate -n '__headgate_is check wait watch validate list' -l max-unknown -x -d 'number or percentage of targets that may have no verdict before the exit status is 3'
complete -c headgate -n '__headgate_is check wait watch validate list' -l gate -x -d 'further conditions that the run must meet for the gate to open'
complete -c headgate -n '__headgate_is check wait watch validate list' -l allow-empty -d 'do not treat an empty set of targets as an error'
complete -c headgate -n '__headgate_is check wait watch validate list' -l baseline -r -F -d 'JSON report of an earlier run; only regressions close the gate'
complete -c headgate -n '__headgate_is check wait watch validate list' -l baseline-slower -x -d 'slowdown that counts as a regression: an answer takes more than this many times as long as in the baseline, and over 100ms longer, not counting the time to connect; 0: never'
complete -c headgate -n '__headgate_is check wait watch validate list' -l canary -x -d 'URLs known to be up, checked only after a target failed with dns, connect or timeout; if too few answer, such targets are unknown'
complete -c headgate -n '__headgate_is check wait watch validate list' -l canaries-need -x -d 'number or percentage of canaries that must answer, with any status code; a percentage is rounded up'
complete -c headgate -n '__headgate_is wait validate list' -l for -x -d 'time limit for the gate to open'
complete -c headgate -n '__headgate_is wait validate list' -l every -x -d 'pause between two rounds'
complete -c headgate -n '__headgate_is wait validate list' -l successes -x -d 'number of consecutive rounds in which the gate must be open'
complete -c headgate -n '__headgate_is check wait watch validate' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text json jsonl csv junit markdown github codequality nagios prometheus tap ctrf)'
complete -c headgate -n '__headgate_is report' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text markdown html page csv json eml)'
complete -c headgate -n '__headgate_is list history' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text json)'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l group -x -d 'use only targets in these groups'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l tag -x -d 'use only targets with at least one of these tags'
complete -c headgate -n '__headgate_is check wait watch validate list' -l order -x -d 'order of the live lines: completion (as targets finish) or input (as they are listed)' -a 'completion input'
complete -c headgate -n '__headgate_is check wait watch validate list' -l color -x -d 'use of colour on the terminal' -a 'auto always never'
complete -c headgate -n '__headgate_is check wait watch validate list' -l progress -x -d 'progress bar on standard error' -a 'auto always never'
complete -c headgate -n '__headgate_is check wait watch validate list report' -s q -l quiet -d 'print only targets that are not up; print nothing if the gate is open and all are up'
complete -c headgate -n '__headgate_is check validate list' -l on-change -d 'print only targets that went down, recovered or are still down; print nothing if, compared with the history, no target went down or recovered'
complete -c headgate -n '__headgate_is check wait watch validate list' -s v -l verbose -d 'print phases, attempts and redirects of every target'
complete -c headgate -n '__headgate_is check wait watch validate list' -l profile -d 'print where the run spent its time, on standard error'
complete -c headgate -n '__headgate_is check wait watch validate list report history explain note notify' -l history -r -F -d 'database in which runs are recorded; created if it does not exist'
complete -c headgate -n '__headgate_is check validate list' -l lock -d 'check only if no other run with this history is in progress'
complete -c headgate -n '__headgate_is check wait watch validate list' -l keep-raw -x -d 'retention of single results'
complete -c headgate -n '__headgate_is check wait watch validate list' -l keep-rollup -x -d 'retention of hourly and daily totals, and of incidents'
complete -c headgate -n '__headgate_is check wait watch validate list report explain' -l max-gap -x -d 'longest time that a result stays valid if no later one follows, after which the state is unknown; twice the usual interval between checks if unset'
complete -c headgate -n '__headgate_is check wait watch validate list report history' -l since -x -d 'period of an uptime report, or of a list of runs: 24h, today, yesterday, this-week, last-week, this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31'
complete -c headgate -n '__headgate_is check wait watch validate list report history explain' -l tz -x -d 'time zone of the period, such as Europe/Berlin; this machine\'s if unset'
complete -c headgate -n '__headgate_is check validate list report' -l mail -d 'send the uptime report by mail after a check; `report` sends it only with --mail'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-server -x -d 'SMTP server; the default port is 587 (465 with tls: tls, 25 with tls: none)'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-from -x -d 'sender, such as "ops@example.com" or "Operations <ops@example.com>"'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-to -x -d 'recipients, in the same form as the sender'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-tls -x -d 'encryption of the SMTP connection; never falls back to less' -a 'starttls tls none'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-ca -r -F -d 'PEM file of trusted certificate authorities for the mail server, instead of the system\'s'
complete -c headgate -n '__headgate_is check validate list' -l mail-when -x -d 'when a check sends mail: always, on a change (a target went down or recovered), or on failure (a target is down)' -a 'always change failure'
complete -c headgate -n '__headgate_is check wait watch validate list report' -l mail-csv -d 'attach the data of the report as CSV'
complete -c headgate -n '__headgate_is check wait watch validate list' -l method -x -d 'request method; auto: HEAD, and GET if the server rejects HEAD' -a 'auto HEAD GET OPTIONS POST PUT PATCH DELETE'
complete -c headgate -n '__headgate_is check wait watch validate list' -l timeout -x -d 'time limit for one attempt, including its redirects'
complete -c headgate -n '__headgate_is check wait watch validate list' -l connect-timeout -x -d 'time limit for name resolution, TCP and TLS of one transfer; timeout limits it too'
complete -c headgate -n '__headgate_is check wait watch validate list' -l redirects -x -d 'maximum number of redirects to follow; 0: do not follow'
complete -c headgate -n '__headgate_is check wait watch validate list' -l retries -x -d 'number of retries after a transient failure'
complete -c headgate -n '__headgate_is check wait watch validate list' -l retry-delay -x -d 'delay before the first retry; doubled for each further retry'
complete -c headgate -n '__headgate_is check wait watch validate list' -l retry-after-max -x -d 'longest Retry-After to honour'
complete -c headgate -n '__headgate_is watch validate list' -l interval -x -d 'time from one check of the target to the next, in headgate watch; all attempts of a check must fit into it'
complete -c headgate -n '__headgate_is watch validate list' -l interval-down -x -d 'the same while the target is down; interval if unset'
complete -c headgate -n '__headgate_is check wait watch validate list' -s H -l header -x -d 'request headers, sent only to the origin of the target'
complete -c headgate -n '__headgate_is check wait watch validate list' -l user-agent -x -d 'value of the User-Agent header'
complete -c headgate -n '__headgate_is check wait watch validate list' -l ip -x -d 'IP version to use' -a 'any 4 6'
complete -c headgate -n '__headgate_is check wait watch validate list' -l addresses -x -d 'IP addresses of the host name to check: the first that answers, all of them (one result each), or one of IPv4 and one of IPv6' -a 'first all ipv4_and_ipv6'
complete -c headgate -n '__headgate_is check wait watch validate list' -l resolve -x -d 'IP address to use for a host and port, instead of resolving the name'
complete -c headgate -n '__headgate_is check wait watch validate list' -l proxy -x -d 'proxy to use; none: ignore the proxy variables of the environment'
complete -c headgate -n '__headgate_is check wait watch validate list' -l ca-file -r -F -d 'PEM file of trusted certificates, instead of the system\'s'
complete -c headgate -n '__headgate_is check wait watch validate list' -l insecure -d 'do not verify certificates; of the expiry limits only expect.certificate.fail still applies'
complete -c headgate -n '__headgate_is check wait watch validate list' -l tls-min-version -x -d 'oldest TLS version to accept' -a '1.0 1.1 1.2 1.3'
complete -c headgate -n '__headgate_is check wait watch validate list' -l crl-file -r -F -d 'PEM file of certificate revocation lists, one for each authority in the chain'
complete -c headgate -n '__headgate_is check wait watch validate list' -l client-certificate -r -F -d 'PEM file of the client certificate for the origin of the target'
complete -c headgate -n '__headgate_is check wait watch validate list' -l client-key -r -F -d 'PEM file of the private key, unless the client certificate file contains it'
complete -c headgate -n '__headgate_is check wait watch validate list' -l pin -x -d 'SHA-256 of the public key that the origin of the target must have: sha256//BASE64, several separated by ;'
complete -c headgate -n '__headgate_is check wait watch validate list' -l server-name -x -d 'server name to send (SNI) and to verify, instead of the target\'s host'
complete -c headgate -n '__headgate_is check wait watch validate list' -l allow-downgrade -d 'follow redirects from https to http'
complete -c headgate -n '__headgate_is check wait watch validate list' -l allow-private -d 'follow redirects from public to private and other special-purpose addresses'
complete -c headgate -n '__headgate_is check wait watch validate list' -l deny-private -d 'never connect to private and other special-purpose addresses'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-status -x -d 'status codes that count as up; 200-299 if unset, 200-399 with redirects: 0'
complete -c headgate -n '__headgate_is check wait watch validate list' -l latency-warn -x -d 'degraded if the answer takes longer than this'
complete -c headgate -n '__headgate_is check wait watch validate list' -l latency-fail -x -d 'down if the answer takes longer than this'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-header -x -d 'response headers to expect: present, absent, or a regular expression; of a header on several lines, any must match, or every or none with {every: ...} or {none: ...}; Set-Cookie is compared and never shown'
complete -c headgate -n '__headgate_is check wait watch validate list' -l certificate-warn -x -d 'degraded if the certificate expires sooner than this: a duration, a percentage of its lifetime, or the lesser of both; off: no limit'
complete -c headgate -n '__headgate_is check wait watch validate list' -l certificate-fail -x -d 'down if the certificate expires sooner than this'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-tls -x -d 'https for the final URL: required, forbidden, or any' -a 'any required forbidden'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-final-url -x -d 'prefix of the URL that redirects must end at; host and port count as a whole: http://shop.test is no prefix of http://shop.test.evil.test/'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-body -x -d 'regular expressions (PCRE2) that must all match the body'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-content-type -x -d 'allowed values of Content-Type; parameters are compared only if given'
complete -c headgate -n '__headgate_is check wait watch validate list' -l expect-http-version -x -d 'HTTP versions that count as up; 3 is asked for only if it is one of them, and needs a libcurl that has it' -a '1.0 1.1 2 3'
complete -c headgate -n '__headgate_is check wait watch validate list' -l blocked -x -d 'outcome if a known bot protection blocks the request (403, 429 or 503)' -a 'degraded down up'
complete -c headgate -n '__headgate_is check wait watch validate list' -l body-limit -x -d 'maximum size of the body to read, after decompression'
