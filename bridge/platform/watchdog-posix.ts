/**
 * Program of the watchdog, for /bin/sh: about 1 MB of memory, nothing to install. It is a constant; what it
 * is told arrives on standard input, one line each: `watch PID MARK`, `release PID`, `close`. When the input
 * ends without `close`, whoever held the other end is dead, and everything still watched is ended:
 * SIGTERM, two seconds, SIGKILL.
 *
 * $1: `proc` (Linux, only shell built-ins touch /proc) or `ps`. A MARK of `-` is looked up by the watchdog.
 * A leader with another mark is a later process that got the same pid: it is left alone.
 * (`@{` stands for the shell's dollar and brace, which a template literal would take for its own.)
 */
export const POSIX_WATCHDOG = String.raw`
trap '' INT HUP PIPE
set -f
how=$1
watched=' '
nl='
'

# One line a process: pid parent group session start
table() {
  if [ "$how" = proc ]; then
    set +f
    set -- /proc/[0-9]*/stat
    set -f
    for file in "$@"; do
      read -r line 2>/dev/null <"$file" || continue
      pid=@{line%% *}
      set -- @{line##*") "}
      case $1 in Z | X) continue ;; esac
      echo "$pid $2 $3 $4 @{20}"
    done
  else
    ps -A -o pid=,ppid=,pgid=,stat=,lstart= | while read -r pid parent group state start; do
      case $state in Z*) continue ;; esac
      set -- $start
      echo "$pid $parent $group 0 $1_$2_$3_$4_$5"
    done
  fi
}

mark_of() {
  case "$nl$rows" in
    *"$nl$1 "*) row=@{rows#*"$nl$1 "}; row=@{row%%"$nl"*}; echo "@{row##* }" ;;
  esac
}

read_table() { rows="$nl$(table)$nl"; }

# members: " pid:start ..." of all that belong to $groups or descend from one that does, beside those known before
collect() {
  read_table
  groups=' '
  for entry in $watched; do
    id=@{entry%%:*} mark=@{entry#*:}
    now=$(mark_of "$id")
    if [ -z "$now" ] || [ "$mark" = - ] || [ "$now" = "$mark" ]; then groups="$groups$id "; fi
  done
  pids=' '
  found=' '
  size=-1
  while [ "$size" != "@{#found}" ]; do
    size=@{#found}
    IFS=$nl
    for row in $rows; do
      IFS=' '
      set -- $row
      case $pids in *" $1 "*) continue ;; esac
      [ "$1" -gt 1 ] && [ "$1" != $$ ] || continue
      belongs=
      case $groups in *" $3 "* | *" $4 "*) belongs=1 ;; esac
      case $pids in *" $2 "*) belongs=1 ;; esac
      case $known in *" $1:$5 "*) belongs=1 ;; esac
      [ "$belongs" ] || continue
      pids="$pids$1 "
      found="$found$1:$5 "
      if [ "$1" = "$3" ] || [ "$1" = "$4" ]; then groups="$groups$1 "; fi
    done
    IFS=' '
  done
  known=$found
}

# Groups first: whoever forks at this moment is in one.
end_all() {
  for group in $groups; do
    case $group in 0 | 1) ;; *) kill -s "$1" -- "-$group" 2>/dev/null ;; esac
  done
  for entry in $known; do kill -s "$1" "@{entry%%:*}" 2>/dev/null; done
}

IFS=' '
while read -r verb id mark; do
  case $verb in
    watch)
      if [ "$mark" = - ]; then
        read_table
        mark=$(mark_of "$id")
        [ "$mark" ] || mark=-
      fi
      watched="$watched$id:$mark "
      ;;
    release)
      rest=' '
      for entry in $watched; do
        case $entry in "$id":*) ;; *) rest="$rest$entry " ;; esac
      done
      watched=$rest
      ;;
    close) exit 0 ;;
  esac
done
[ "$watched" != ' ' ] || exit 0

known=' '
collect
[ "$known" != ' ' ] || exit 0
end_all TERM
for turn in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.2 2>/dev/null || sleep 1
  collect
  [ "$known" != ' ' ] || exit 0
done
for turn in 1 2 3 4 5; do
  end_all KILL
  collect
  [ "$known" != ' ' ] || exit 0
done
`.replaceAll('@{', '${');
