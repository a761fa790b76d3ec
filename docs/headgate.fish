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
        else if contains -- $word -c --config -f --file --at --name --location -j --workers --spares --queue --per-host --host-interval --deadline --fail-on --max-down --gate --baseline --baseline-slower --canary --canaries-need --for --every --successes -o --output --group --tag --order --color --progress --history --keep-raw --keep-rollup --max-gap --since --tz --mail-server --mail-from --mail-to --mail-tls --mail-ca --mail-when --method --timeout --connect-timeout --redirects --retries --retry-delay --retry-after-max -H --header --user-agent --ip --addresses --resolve --proxy --ca-file --tls-min-version --crl-file --client-certificate --client-key --pin --server-name --expect-status --latency-warn --latency-fail --expect-header --certificate-warn --certificate-fail --expect-tls --expect-final-url --expect-body --expect-content-type --expect-http-version --blocked --body-limit
            set is_value 1
        else if test "$word" = -; or not string match -q -- '-*' $word
            if not set -q line[1]; and not contains -- $word check wait validate list report history explain note generate help
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
complete -c headgate -n '__headgate_has 0' -a check -d 'check addresses and report; what runs when no command is named'
complete -c headgate -n '__headgate_has 0' -a wait -d 'check again and again until the gate is open, or --for is over'
complete -c headgate -n '__headgate_has 0' -a validate -d 'say whether the configuration is right, without checking anything'
complete -c headgate -n '__headgate_has 0' -a list -d 'print what would be checked (-o json: with every setting)'
complete -c headgate -n '__headgate_has 0' -a report -d 'tell how things were in a period (--since), from the history'
complete -c headgate -n '__headgate_has 0' -a history -d 'list the runs and incidents that are kept: the latest, or those --since (-o json)'
complete -c headgate -n '__headgate_has 0' -a explain -d 'show the results around a moment (--at), how they count, and a curl command'
complete -c headgate -n '__headgate_has 0' -a note -d 'add a note to an incident'
complete -c headgate -n '__headgate_has 0' -a generate -d 'print a script that completes the command line in a shell'
complete -c headgate -n '__headgate_has 0' -a help -d 'show this help, or that of a command'
complete -c headgate -n '__headgate_is help; and __headgate_has 1' \
    -a 'check wait validate list report history explain note generate help'
complete -c headgate -n '__headgate_is generate; and __headgate_has 1' \
    -a completion
complete -c headgate -n '__headgate_is generate; and __headgate_has 2' \
    -a 'bash zsh fish'
complete -c headgate -n '__headgate_is report history' -a '(__headgate_configs)'
complete -c headgate -n '__headgate_is check wait validate list' -F
complete -c headgate -n '__headgate_is check wait validate list report history explain note' -s c -l config -r -F -d 'read this configuration (may be repeated)'
complete -c headgate -n '__headgate_is check wait validate list' -s f -l file -r -F -d 'read addresses from this list, one a line; "-" is standard input'
complete -c headgate -n '__headgate_is explain' -l at -x -d 'explain: the moment, "2026-11-20 19:40" or 2026-11-20T19:40:00Z'
complete -c headgate -n '__headgate_is check wait validate list' -s 4 -d 'use IPv4 only (--ip 4)'
complete -c headgate -n '__headgate_is check wait validate list' -s 6 -d 'use IPv6 only (--ip 6)'
complete -c headgate -n '__headgate_is check wait validate list report history explain note generate help' -s h -l help -d 'show this help'
complete -c headgate -n '__headgate_is check wait validate list report history explain note generate help' -s V -l version -d 'show the version'
complete -c headgate -n '__headgate_is check wait validate list' -l name -x -d 'name of the run, shown in reports'
complete -c headgate -n '__headgate_is check wait validate list' -l location -x -d 'where this machine is, shown in reports'
complete -c headgate -n '__headgate_is check wait validate list' -s j -l workers -x -d 'worker threads, each asking one host at a time'
complete -c headgate -n '__headgate_is check wait validate list' -l spares -x -d 'further workers that step in for those whose host is silent, so that dead hosts don\'t hold up the others; none where `workers` is given and this is not'
complete -c headgate -n '__headgate_is check wait validate list' -l queue -x -d 'trips that wait ready for the workers; twice the workers when not given'
complete -c headgate -n '__headgate_is check wait validate list' -l per-host -x -d 'trips to one host (name and port) at the same time'
complete -c headgate -n '__headgate_is check wait validate list' -l host-interval -x -d 'least time between two requests to one host, which is then asked by one worker at a time'
complete -c headgate -n '__headgate_is check wait validate list' -l deadline -x -d 'end of the whole run; targets not judged by then are unknown'
complete -c headgate -n '__headgate_is check wait validate list' -l fail-on -x -d 'outcomes that close the gate; never: none does' -a 'never flaky degraded down unknown skipped'
complete -c headgate -n '__headgate_is check wait validate list' -l max-down -x -d 'targets that may be down before the gate closes, as a number or a percentage'
complete -c headgate -n '__headgate_is check wait validate list' -l gate -x -d 'what must hold of the run for the gate to be open, besides the above'
complete -c headgate -n '__headgate_is check wait validate list' -l allow-empty -d 'nothing to check is not an error'
complete -c headgate -n '__headgate_is check wait validate list' -l baseline -r -F -d 'earlier JSON report; the gate closes only for what is worse than in it'
complete -c headgate -n '__headgate_is check wait validate list' -l baseline-slower -x -d 'an answer that takes more than so many times as long as in the baseline, and 100ms longer, is worse; 0: never'
complete -c headgate -n '__headgate_is check wait validate list' -l canary -x -d 'addresses that are known to be up, asked only when a target failed by dns, connect or timeout: when too few answer, such targets are unknown'
complete -c headgate -n '__headgate_is check wait validate list' -l canaries-need -x -d 'canaries that must answer, with any status; a percentage is rounded up'
complete -c headgate -n '__headgate_is wait validate list' -l for -x -d 'wait: the deadline; what is not open by then is not waited for'
complete -c headgate -n '__headgate_is wait validate list' -l every -x -d 'wait: pause between two rounds'
complete -c headgate -n '__headgate_is wait validate list' -l successes -x -d 'wait: how many rounds in a row must find the gate open'
complete -c headgate -n '__headgate_is check wait validate' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text json jsonl csv junit)'
complete -c headgate -n '__headgate_is report' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text markdown html page csv json eml)'
complete -c headgate -n '__headgate_is list history' -s o -l output -x -d 'reports to write; {date} and {time} in a file name are replaced' -a '(__headgate_formats text json)'
complete -c headgate -n '__headgate_is check wait validate list report' -l group -x -d 'check only targets of these groups'
complete -c headgate -n '__headgate_is check wait validate list report' -l tag -x -d 'check only targets with one of these tags'
complete -c headgate -n '__headgate_is check wait validate list' -l order -x -d 'order of the live lines: as targets complete, or as they were given' -a 'completion input'
complete -c headgate -n '__headgate_is check wait validate list' -l color -x -d 'colours on the terminal' -a 'auto always never'
complete -c headgate -n '__headgate_is check wait validate list' -l progress -x -d 'progress bar on standard error' -a 'auto always never'
complete -c headgate -n '__headgate_is check wait validate list report' -s q -l quiet -d 'only what is not well; nothing at all when the gate is open and all is up'
complete -c headgate -n '__headgate_is check validate list' -l on-change -d 'nothing but what went down, came back or is still down, and only when, compared with the history, something went down or came back'
complete -c headgate -n '__headgate_is check wait validate list' -s v -l verbose -d 'phases, attempts and redirects of every target'
complete -c headgate -n '__headgate_is check wait validate list' -l profile -d 'where the time of the run went, on standard error'
complete -c headgate -n '__headgate_is check wait validate list report history explain note' -l history -r -F -d 'database that runs are kept in; made when missing'
complete -c headgate -n '__headgate_is check validate list' -l lock -d 'check: only when no other run with this history is still going'
complete -c headgate -n '__headgate_is check wait validate list' -l keep-raw -x -d 'how long each result is kept'
complete -c headgate -n '__headgate_is check wait validate list' -l keep-rollup -x -d 'how long the figures of hours and days, and incidents, are kept'
complete -c headgate -n '__headgate_is check wait validate list report explain' -l max-gap -x -d 'for how long a result speaks at most when no other follows; the time after that is unknown. Twice the usual interval when not given'
complete -c headgate -n '__headgate_is check wait validate list report history' -l since -x -d 'period of an uptime report, or of a list of runs: 24h, today, yesterday, this-week, last-week, this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31'
complete -c headgate -n '__headgate_is check wait validate list report history explain' -l tz -x -d 'time zone of its days, such as Europe/Berlin; this machine\'s when not given'
complete -c headgate -n '__headgate_is check validate list report' -l mail -d 'send the uptime report by mail after a check; the command report does so only with --mail'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-server -x -d 'SMTP server; the port is 587, with tls: tls 465, with tls: none 25'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-from -x -d 'sender, "ops@example.com" or "Operations <ops@example.com>"'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-to -x -d 'recipients, likewise'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-tls -x -d 'how the way to the server is protected; it is never less than that' -a 'starttls tls none'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-ca -r -F -d 'PEM file of the authorities that the server\'s certificate may come from, instead of the system\'s'
complete -c headgate -n '__headgate_is check validate list' -l mail-when -x -d 'when a check sends: always, when something went down or came back, or while something is down' -a 'always change failure'
complete -c headgate -n '__headgate_is check wait validate list report' -l mail-csv -d 'attach the figures as CSV'
complete -c headgate -n '__headgate_is check wait validate list' -l method -x -d 'how to ask; auto is HEAD, and GET when HEAD is refused' -a 'auto HEAD GET OPTIONS POST PUT PATCH DELETE'
complete -c headgate -n '__headgate_is check wait validate list' -l timeout -x -d 'time for one attempt with its redirects'
complete -c headgate -n '__headgate_is check wait validate list' -l connect-timeout -x -d 'time for name, TCP and TLS of one transfer; timeout bounds it too'
complete -c headgate -n '__headgate_is check wait validate list' -l redirects -x -d 'most redirects followed; 0 follows none'
complete -c headgate -n '__headgate_is check wait validate list' -l retries -x -d 'attempts after the first, when the trouble may pass'
complete -c headgate -n '__headgate_is check wait validate list' -l retry-delay -x -d 'wait before the first retry; it doubles for each further one'
complete -c headgate -n '__headgate_is check wait validate list' -l retry-after-max -x -d 'longest Retry-After that is waited for'
complete -c headgate -n '__headgate_is check wait validate list' -s H -l header -x -d 'request headers, sent to the origin of the target only'
complete -c headgate -n '__headgate_is check wait validate list' -l user-agent -x -d 'User-Agent header'
complete -c headgate -n '__headgate_is check wait validate list' -l ip -x -d 'version of the Internet Protocol' -a 'any 4 6'
complete -c headgate -n '__headgate_is check wait validate list' -l addresses -x -d 'addresses of a name that are checked: the first that answers, all of them, each in a row of its own, or IPv4 and IPv6 apart' -a 'first all ipv4_and_ipv6'
complete -c headgate -n '__headgate_is check wait validate list' -l resolve -x -d 'address to use for a host and port instead of asking the resolver'
complete -c headgate -n '__headgate_is check wait validate list' -l proxy -x -d 'proxy to go through; none ignores the proxy variables of the environment'
complete -c headgate -n '__headgate_is check wait validate list' -l ca-file -r -F -d 'file of trusted certificates (PEM) in place of those of the system'
complete -c headgate -n '__headgate_is check wait validate list' -l insecure -d 'certificates are not verified; of their end, only expect.certificate.fail counts'
complete -c headgate -n '__headgate_is check wait validate list' -l tls-min-version -x -d 'oldest version of TLS that is accepted' -a '1.0 1.1 1.2 1.3'
complete -c headgate -n '__headgate_is check wait validate list' -l crl-file -r -F -d 'file of revoked certificates (PEM), one list for each authority of the chain'
complete -c headgate -n '__headgate_is check wait validate list' -l client-certificate -r -F -d 'certificate (PEM) to show to the origin of the target'
complete -c headgate -n '__headgate_is check wait validate list' -l client-key -r -F -d 'its private key (PEM), when it is not in the same file'
complete -c headgate -n '__headgate_is check wait validate list' -l pin -x -d 'SHA-256 of the public key that the origin of the target must have: sha256//BASE64, several joined by ;'
complete -c headgate -n '__headgate_is check wait validate list' -l server-name -x -d 'name to ask for in the TLS handshake, and to be certified, in place of the host of the target'
complete -c headgate -n '__headgate_is check wait validate list' -l allow-downgrade -d 'redirects from https to http are followed'
complete -c headgate -n '__headgate_is check wait validate list' -l allow-private -d 'redirects from public to private addresses are followed'
complete -c headgate -n '__headgate_is check wait validate list' -l deny-private -d 'private addresses are never asked'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-status -x -d 'statuses that are up; 200-299 when not given, 200-399 with redirects: 0'
complete -c headgate -n '__headgate_is check wait validate list' -l latency-warn -x -d 'a slower answer is degraded'
complete -c headgate -n '__headgate_is check wait validate list' -l latency-fail -x -d 'a slower answer is down'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-header -x -d 'response headers: present, absent, or a regular expression found in the value'
complete -c headgate -n '__headgate_is check wait validate list' -l certificate-warn -x -d 'less time until the certificate ends is degraded: a duration, or a share of its lifetime such as 10%; off: no limit'
complete -c headgate -n '__headgate_is check wait validate list' -l certificate-fail -x -d 'less time until the certificate ends is down'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-tls -x -d 'whether the final URL must be https (required) or must not (forbidden)' -a 'any required forbidden'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-final-url -x -d 'beginning of the URL that redirects must end at'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-body -x -d 'regular expressions (PCRE2) that must each be found in the body'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-content-type -x -d 'media types, of which Content-Type is one; parameters count when given'
complete -c headgate -n '__headgate_is check wait validate list' -l expect-http-version -x -d 'versions of HTTP that are up' -a '1.0 1.1 2 3'
complete -c headgate -n '__headgate_is check wait validate list' -l blocked -x -d 'outcome when a known service keeps robots away (403, 429 or 503)' -a 'degraded down up'
complete -c headgate -n '__headgate_is check wait validate list' -l body-limit -x -d 'most of a body that is read, after decompression'
