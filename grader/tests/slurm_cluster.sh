# shellcheck shell=sh
# A Slurm of one node on loopback, for tests. Sourced; all it makes lies below
# the folder named to cluster_start, and cluster_stop ends what was started.
#
# cluster_start FOLDER MAX_ARRAY_SIZE: returns 1 after a line of reason where it
# can't be had. Sets SLURM_CONF.

# free_port FROM: the first port from there on that nothing listens at.
free_port() {
    port=$1
    while grep -qiE ":$(printf '%04x' "$port") 0+:0+ 0A" /proc/net/tcp; do
        port=$((port + 1))
    done
    echo "$port"
}

cluster_config() {
    node=$(hostname -s)
    first=$(free_port $((20000 + $$ % 10000)))
    cat <<END
ClusterName=lockstep
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$first
SlurmdPort=$(free_port $((first + 1)))
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$1/munge.socket
CredType=cred/munge
StateSaveLocation=$1/state
SlurmdSpoolDir=$1/spool
SlurmctldPidFile=$1/slurmctld.pid
SlurmdPidFile=$1/slurmd.pid
SlurmctldLogFile=$1/slurmctld.log
SlurmdLogFile=$1/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
MailProg=/bin/true
ReturnToService=2
MaxArraySize=$2
MinJobAge=300
SlurmdParameters=config_overrides
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
PartitionName=other Nodes=ALL MaxTime=INFINITE State=UP
END
}

# cluster_daemons FOLDER: starts them as children, so that they can be ended.
cluster_daemons() {
    munged --foreground --key-file="$1/munge.key" --socket="$1/munge.socket" \
        --pid-file="$1/munge.pid" --log-file="$1/munged.log" \
        --seed-file="$1/munge.seed" --num-threads=2 >"$1/munged.out" 2>&1 &
    cluster_pids=$!
    tries=0
    while [ ! -S "$1/munge.socket" ] && [ $tries -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    slurmctld -D -i -f "$1/slurm.conf" >"$1/slurmctld.out" 2>&1 &
    cluster_pids="$cluster_pids $!"
    slurmd -D -N "$(hostname -s)" -f "$1/slurm.conf" >"$1/slurmd.out" 2>&1 &
    cluster_pids="$cluster_pids $!"
}

cluster_start() {
    for tool in munged slurmctld slurmd sbatch squeue scancel; do
        if ! PATH=$PATH:/usr/sbin command -v $tool >/dev/null; then
            echo "there is no $tool here: make setup test"
            return 1
        fi
    done
    if [ "$(id -u)" -ne 0 ]; then
        echo "Slurm's daemons are started by root alone"
        return 1
    fi
    PATH=$PATH:/usr/sbin
    mkdir -p "$1/state" "$1/spool"
    chmod 755 "$1"
    head -c 128 /dev/urandom >"$1/munge.key"
    chmod 600 "$1/munge.key"
    cluster_config "$1" "$2" >"$1/slurm.conf"
    export SLURM_CONF="$1/slurm.conf"
    cluster_daemons "$1"
    tries=0
    while [ "$(sinfo -h -p main -o %T 2>"$1/sinfo.out")" != idle ]; do
        tries=$((tries + 1))
        if [ $tries -gt 300 ]; then
            tail -n 5 "$1"/*.log "$1"/*.out
            cluster_stop
            echo "Slurm did not start here: $(tail -n 1 "$1/sinfo.out")"
            return 1
        fi
        sleep 0.1
    done
}

# What was started is ended, whatever became of it.
cluster_stop() {
    [ -n "${cluster_pids:-}" ] || return 0
    scancel -u root 2>/dev/null || :
    # The last started first: a daemon signs off with those before it.
    for pid in $(echo "$cluster_pids" | tr ' ' '\n' | sed '1!G;h;$!d'); do
        kill "$pid" 2>/dev/null || :
        tries=0
        while kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
        kill -9 "$pid" 2>/dev/null || :
    done
    cluster_pids=''
}
