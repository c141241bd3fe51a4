import Foundation
import TestSupport
import Testing

/// Spark, from `.ci/setup tests`.
private enum Spark {
    static let isInstalled = FileManager.default.isExecutableFile(
        atPath: Command.root.path + "/.build/python/bin/spark-submit")
}

/// The job for Apache Spark, on this machine (CONTRACT section 17). Every port is on loopback and chosen by the system.
@Suite(.prompt, .serialized, .enabled(if: Spark.isInstalled)) struct SparkTests {
    /// Twelve files with repeated generations and revisions in others, and one file that is skipped: `$T/in`. The report of
    /// one scan: `$T/single`. The program that the tasks start: `$T/modaudit`, with lines of the test at its start.
    private static func prelude(_ attempts: String) -> String {
        """
        export PATH=$PWD/.build/python/bin:$PATH PYSPARK_PYTHON=$PWD/.build/python/bin/python3
        export SPARK_LOCAL_IP=127.0.0.1 TMPDIR=$T
        export JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.io.tmpdir=$T"
        mkdir $T/in $T/once
        number=0
        for name in 2026-11-20 2026-11-21 agreement missing-blocks odd-answers thresholds unaudited broken-lines \\
            2026-11-21 agreement 2026-11-20 spreadsheet-cells; do
            number=$((number + 1))
            cp fixtures/responses/$name.ndjson $T/in/$(printf %02d $number).ndjson
        done
        gzip $T/in/05.ndjson
        echo notes > $T/in/notes.txt
        cat > $T/modaudit <<'END'
        #!/bin/sh
        # Succeeds the first time only.
        once() { mkdir "$T/once/$1" 2>/dev/null; }
        \(attempts)
        exec \(Command.modaudit.path) "$@"
        END
        chmod +x $T/modaudit
        options='--policy fixtures/policies/audit.yaml --scores all --as-of 2026-11-22 --quiet'
        submit() {
            spark-submit --conf spark.ui.enabled=false --conf spark.local.dir=$T/local --driver-memory 512m \\
                --executor-memory 512m "$@"
        }
        job="Sources/Spark/modaudit_spark.py --modaudit $T/modaudit --output $T/spark --target-size 1 $options"

        """
    }

    /// Runs lines of the shell after the prelude. `spark-submit` prints all output of the driver to standard output.
    private func shell(_ lines: String, attempts: String = "", scratch: TemporaryFolder) async throws
        -> Command.Outcome
    {
        try await Command.run(
            "bash", ["-euc", Self.prelude(attempts) + lines], scratch: scratch)
    }

    /// Both reports have the same files, with the same bytes, and duplicates and revisions.
    private func expectSameReports(_ scratch: TemporaryFolder) throws {
        let single = try scratch.contents(of: "single")
        let spark = try scratch.contents(of: "spark")
        #expect(spark.keys.sorted() == single.keys.sorted())
        for (name, bytes) in single { #expect(spark[name] == bytes, "\(name)") }
        let summary = try scratch.text("spark/summary.json")
        #expect(summary.contains(#/"duplicates": [1-9]/#) && summary.contains(#/"revisions": [1-9]/#))
        #expect(summary.contains("/in/notes.txt\""))
        #expect(try !scratch.names().contains { $0.hasPrefix("modaudit-") })
    }

    @Test
    func `a cluster writes the report of one scan, though a task fails, one runs twice and a worker is killed`()
        async throws
    {
        let scratch = try TemporaryFolder()
        let outcome = try await shell(
            """
            modaudit scan $options --output $T/single $T/in || test $? = 4
            submit=$(declare -f submit)
            status=0
            python3 Tests/SparkChecks/with-cluster.py 2 $T/cluster bash -c "$submit
                submit --master \\$MASTER --files $T/modaudit --conf spark.speculation=true \\
                    --conf spark.speculation.interval=100ms --conf spark.speculation.quantile=0.5 \\
                    $job --modaudit modaudit $T/in" || status=$?
            test -d $T/once/failed -a -d $T/once/hangs -a -d $T/once/killed
            exit $status
            """,
            attempts: """
                case "$*" in
                    *"--part-number 2/"*) once failed && exit 1 ;;
                    *"--skip "*"--part-number 9/"* | *"--part-number 9/"*"--skip "*)
                        once killed && kill -9 $(cat $T/cluster/worker-1.pid) ;;
                    *"--part-number 4/"*) once hangs && exec sleep 300 ;;
                esac
                """, scratch: scratch)
        #expect(outcome.status == 4, "\(outcome.stdout)\(outcome.stderr.suffix(4000))")
        #expect(outcome.stdout.contains("modaudit: scan: 12 parts\n"))
        try expectSameReports(scratch)
    }

    @Test func `Spark Connect writes the report of one scan, from objects to objects`() async throws {
        let scratch = try TemporaryFolder()
        // The key of an object is its path without the first slash.
        let outcome = try await shell(
            """
            root=$PWD
            (cd / && modaudit scan --policy $root/fixtures/policies/audit.yaml ${options#*.yaml} --output $T/single ${T#/}/in) \\
                || test $? = 4
            mkdir $T/work
            export PYSPARK_SUBMIT_ARGS="--conf spark.connect.grpc.binding.address=127.0.0.1 --conf spark.ui.enabled=false \\
                --conf spark.local.dir=$T/local pyspark-shell"
            SPARK_TESTING=1 SPARK_REMOTE='local[2]' python3 $job --work file://$T/work file://$T/in
            """, scratch: scratch)
        #expect(outcome.status == 4, "\(outcome.stderr.suffix(4000))")
        try expectSameReports(scratch)
        #expect(try scratch.names("work") == [])
    }

    @Test(arguments: [
        (
            "case \"$*\" in *\"--part-number 3/12\"*) rm -f $T/in/03.ndjson ;; esac",
            "part 3 of 12 on .*03.ndjson.*"
        ),
        ("case \"$*\" in *\"--part-number 3/\"*) ulimit -f 1 ;; esac", "part 3 of 12 on .*"),
        (
            "case \"$*\" in --version) once driver || { echo 0.0.1; exit; } ;; esac",
            "part [0-9]+ of 12 on .*: modaudit is 0.0.1, and [0-9.]+ on the driver"
        ),
    ])
    func `a vanished input, a full disk and another version each end the job without a report`(
        attempts: String, message: String
    ) async throws {
        let scratch = try TemporaryFolder()
        let outcome = try await shell(
            "submit --master 'local[2]' $job $T/in", attempts: attempts, scratch: scratch)
        #expect(outcome.status == 1)
        let line = try Regex("(?m)^modaudit: \(message)$")
        #expect(outcome.stdout.contains(line), "\(outcome.stdout)\(outcome.stderr.suffix(4000))")
        #expect(try !scratch.names().contains("spark"))
        #expect(try !scratch.names().contains { $0.hasPrefix("modaudit-") })
    }

    @Test func `if the merge fails, the parts stay, and the command that the job names merges them`()
        async throws
    {
        let scratch = try TemporaryFolder()
        let outcome = try await shell(
            """
            modaudit scan $options --output $T/single $T/in || test $? = 4
            status=0
            submit --master 'local[2]' $job $T/in > $T/said || status=$?
            test $status = 74
            sed -n 's/^modaudit: the parts stay in .*; merge them with: //p' $T/said > $T/again
            bash $T/again || status=$?
            rm -r $T/modaudit-*
            exit $status
            """,
            attempts: "case \"$*\" in merge*--distinct*) once merge && exit 74 ;; esac", scratch: scratch)
        #expect(outcome.status == 4, "\(outcome.stdout)\(outcome.stderr.suffix(4000))")
        try expectSameReports(scratch)
    }

    @Test func `wrong options, a bad policy and inputs of two kinds are refused before the scans`() async throws
    {
        let scratch = try TemporaryFolder()
        let outcome = try await shell(
            """
            status=0
            python3 $job || status=$?
            test $status = 64
            python3 $job --no-such-option $T/in || status=$?
            test $status = 64
            python3 $job --csv word $T/in || status=$?
            test $status = 64
            python3 $job --as-of word $T/in || status=$?
            test $status = 64
            python3 $job --policy fixtures/policies/bad/empty.yaml $T/in || status=$?
            test $status = 78
            python3 $job --output fixtures $T/in || status=$?
            test $status = 1
            python3 $job $T/in file://$T/in
            """, scratch: scratch)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.hasSuffix("modaudit: The inputs are paths and addresses; give one kind\n"))
    }
}
