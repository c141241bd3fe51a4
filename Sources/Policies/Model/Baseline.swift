internal import Digests

/// The built-in policy, `baseline`, which a run without `--policy` uses.
package enum Baseline {
    /// The exact bytes of its file, as `policy show` prints it. The documented response has every signal that it
    /// names, and is clear under it.
    package static let yaml = """
        # The built-in policy of modaudit, made to be copied and changed:
        #
        #     modaudit policy show > policy.yaml
        #     modaudit policy check policy.yaml
        #
        # WHAT IS KNOWN. Of the category codes, only S (sexual), H (hate), V (violence), SH (self-harm)
        # and HR (harassment), with S3 (minors), H2 (threats) and V2 (graphic), have a public meaning:
        # Markov et al. 2022, arXiv 2208.03274. Other levels, the `+` behind some, and every other code
        # (A, C, E, JB, K, P, PD, the IMG- and TXT- prefixes) are undocumented. Their rules are here so
        # that a high score reaches a person, and call them what they are: an undocumented code.
        #
        # THE THRESHOLDS are starting points, not findings. Nobody has measured them on your content:
        # run a month of responses, read what is near and what is flagged, and tune them. Every
        # threshold is inclusive (a score of 0.5 meets `flag_at: 0.5`).
        #
        # ONE CODE, ONE RULE. `*` stands for any characters, so `S*` alone would match SH (self-harm) too,
        # `P*` PD1, and `IMG-S*` IMG-SH. `except` leaves these out. Two rules look at one code only where
        # a level has a meaning of its own: S3 (minors) is a level of S.

        policy: baseline
        version: "2026-11-26"

        # A rule without `near_at` is near from 0.8 × `flag_at` on: close enough to be worth a look.
        near: 0.8

        # A rule that finds its signals absent or broken can't say "clear": the generation is listed as
        # incomplete.
        missing: incomplete

        # A label says which class was recognised; it has no public meaning. In the documented response
        # these labels come with scores near 1 and the verdict false: the class is "nothing recognised",
        # and such a score counts as 0.
        background_labels: {face: [-1], ip: [788], trademark: [311]}

        rules:

          # Legal classifiers: the verdict, and the score of each sampled frame. The verdict is the
          # platform's decision; the score shows what came near it. A classifier other than these three
          # needs rules of its own.

          - id: face-verdict
            severity: high
            why: The platform's face classifier decided that a frame shows a known face.
            signal: legal.face.verdict
            is: true

          - id: face-score
            severity: medium
            why: A frame scores high for a known face, whatever the verdict is.
            signal: legal.face.score
            statistic: max         # the highest of the sampled frames; the default
            flag_at: 0.9
            near_at: 0.75

          - id: face-sustained
            severity: high
            why: A known face seems to stay in view, if never with certainty.
            signal: legal.face.score
            statistic: run         # the longest run of sampled frames at or above frame_at
            frame_at: 0.6
            flag_at: 3             # frames
            near_at: 2

          - id: ip-verdict
            severity: high
            why: The platform's classifier decided that a frame shows a third-party work.
            signal: legal.ip.verdict
            is: true

          - id: ip-score
            severity: medium
            why: A frame scores high for a third-party work, whatever the verdict is.
            signal: legal.ip.score
            flag_at: 0.9
            near_at: 0.75

          - id: trademark-verdict
            severity: high
            why: The platform's classifier decided that a frame shows a trademark.
            signal: legal.trademark.verdict
            is: true

          - id: trademark-score
            severity: medium
            why: A frame scores high for a trademark, whatever the verdict is.
            signal: legal.trademark.score
            flag_at: 0.9
            near_at: 0.75

          # Categories with a public meaning.
          - id: sexual
            severity: high
            why: "S: sexual content."
            signal: moderation_api.*.S*
            except: moderation_api.*.SH*
            flag_at: 0.5

          - id: sexual-minors
            severity: critical
            why: "S3: sexual content with minors. The documented response writes it S3+."
            signal: moderation_api.*.S3*
            flag_at: 0.1
            near_at: 0.05

          - id: hate-harassment
            severity: high
            why: "H: hate, and HR: harassment, which the documented response does not have."
            signal: moderation_api.*.H*
            flag_at: 0.5

          - id: violence
            severity: medium
            why: "V: violence."
            signal: moderation_api.*.V*
            flag_at: 0.6

          - id: self-harm
            severity: high
            why: "SH: self-harm."
            signal: moderation_api.*.SH*
            flag_at: 0.4
            near_at: 0.2

          # The same letters behind IMG-. The prefix is undocumented; they are taken to be the same
          # categories, seen in an image.

          - id: image-sexual
            severity: high
            why: "IMG-S: undocumented prefix, sexual content by its letter."
            signal: moderation_api.*.IMG-S*
            except: moderation_api.*.IMG-SH*
            flag_at: 0.5

          - id: image-self-harm
            severity: high
            why: "IMG-SH: undocumented prefix, self-harm by its letters."
            signal: moderation_api.*.IMG-SH*
            flag_at: 0.4
            near_at: 0.2

          - id: image-violence
            severity: medium
            why: "IMG-V: undocumented prefix, violence by its letter."
            signal: moderation_api.*.IMG-V*
            flag_at: 0.6

          # Undocumented codes. Learn from your own content what they mark; until then a high score is
          # worth a person's look. Where your responses never carry one of them, give its rule
          # `missing: ignore`. A rule without `severity` is medium.

          - {id: code-a, why: "A: an undocumented code.", signal: moderation_api.*.A*, flag_at: 0.5}
          - {id: code-c, why: "C: an undocumented code.", signal: moderation_api.*.C*, flag_at: 0.5}
          - {id: code-e, why: "E: an undocumented code.", signal: moderation_api.*.E*, flag_at: 0.5}
          - {id: code-jb, why: "JB: an undocumented code.", signal: moderation_api.*.JB*, flag_at: 0.5}
          - {id: code-k, why: "K: an undocumented code.", signal: moderation_api.*.K*, flag_at: 0.5}
          - id: code-p
            why: "P: an undocumented code."
            signal: moderation_api.*.P*
            except: moderation_api.*.PD*
            flag_at: 0.5

          - {id: code-pd, why: "PD: an undocumented code.", signal: moderation_api.*.PD*, flag_at: 0.5}
          - {id: code-img-c, why: "IMG-C: an undocumented code.", signal: moderation_api.*.IMG-C*, flag_at: 0.5}
          - {id: code-txt, why: "TXT-: undocumented codes.", signal: moderation_api.*.TXT-*, flag_at: 0.5}

          # What the platform itself says. `*.type` is the type of every filter (moderation_api,
          # wellknown_figure, election_misinformation, and any new one) and of the output as a whole.

          - id: filter-hit
            severity: high
            why: A filter, or the output as a whole, has a type other than passed.
            signal: "*.type"
            not_in: [passed]

          - id: output-flagged
            severity: high
            why: The platform flagged the output.
            signal: output.is_flagged
            is: true

          - id: output-risk
            severity: medium
            why: The risk level is 1 or more. Its scale is undocumented.
            signal: output.risk_level
            flag_at: 1

          - id: generation-moderation
            severity: high
            why: The generation's moderation result is other than passed.
            signal: generation.moderation.type
            not_in: [passed]

          - id: generation-rejected
            severity: high
            why: The platform rejected the output of this generation.
            signal: generation.moderation.is_output_rejection
            is: true

          # A task's own block says the same of the task. It may be absent without harm: the
          # generation's block, above, is the one that has to be there.

          - id: task-moderation
            severity: high
            why: The task's moderation result is other than passed.
            missing: ignore
            signal: task.moderation.type
            not_in: [passed]

          - id: task-rejected
            severity: high
            why: The platform rejected an output of the task.
            missing: ignore
            signal: task.moderation.is_output_rejection
            is: true

          - id: task-review
            severity: medium
            why: The platform wants the user to review the task.
            missing: ignore        # often null, and then there is nothing to review
            signal: task.needs_user_review
            is: true

          # Children. `all` flags where all of its conditions do, and is near where the lowest of them
          # is near: a low sexual score is enough where a child is shown.

          - id: realistic-child
            severity: high
            why: The output seems to show a child, realistically.
            all:
              - {signal: u18.is_child, is: true}
              - {signal: u18.is_realistic, is: true}

          - id: child-sexual
            severity: critical
            why: The output seems to show a child, and scores for sexual content.
            all:
              - {signal: u18.is_child, is: true}
              - signal: [moderation_api.*.S*, moderation_api.*.IMG-S*]
                except: [moderation_api.*.SH*, moderation_api.*.IMG-SH*]
                flag_at: 0.1
                near_at: 0.05

        """

    /// SHA-256 of `yaml`, in lower-case hexadecimal.
    static let sha256 = SHA256Digest.hex(of: Array(yaml.utf8))

    /// The policy in `yaml`.
    ///
    /// - Throws: Nothing, because `yaml` is valid; the tests check that.
    package static func policy() throws(PolicyErrors) -> Policy {
        try PolicyFile.read(Array(yaml.utf8), named: "baseline.yaml")
    }
}
