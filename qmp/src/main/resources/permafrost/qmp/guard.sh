# Reads "+ SLOT PID" and "- SLOT" from its standard input until that ends, which is when its
# Java process closes it or dies, in whatever way. Then it kills the processes still
# registered, and those that were about to be: they work in the folders named by its
# arguments. It removes these folders.

trap '' HUP INT QUIT TERM
last=-1

# born PID: sets $born to the process's start time (field 22 of /proc/PID/stat), which tells
# a process from a later one with the same number; empty where there is no such process.
born() {
  born=
  { read -r stat < "/proc/$1/stat"; } 2>/dev/null || return 0
  set -- ${stat##*) }
  [ $# -ge 20 ] || return 0
  shift 19
  born=$1
}

while read -r verb slot pid; do
  case $verb in
  +)
    born "$pid"
    eval "pid_$slot=$pid born_$slot=$born"
    if [ "$slot" -gt "$last" ]; then last=$slot; fi
    ;;
  -)
    eval "pid_$slot="
    ;;
  esac
done

slot=0
while [ "$slot" -le "$last" ]; do
  eval "pid=\$pid_$slot then=\$born_$slot"
  if [ -n "$pid" ] && [ -n "$then" ]; then
    born "$pid"
    if [ "$born" = "$then" ]; then kill -KILL "$pid" 2>/dev/null; fi
  fi
  slot=$((slot + 1))
done

for folder; do
  find /proc -maxdepth 2 -name cwd -lname "$folder/*" 2>/dev/null
done | while IFS=/ read -r _ _ pid _; do
  kill -KILL "$pid" 2>/dev/null
done

# A killed process may still be finishing a system call that makes a file: try again.
rm -rf -- "$@" 2>/dev/null || rm -rf -- "$@" 2>/dev/null || rm -rf -- "$@"
