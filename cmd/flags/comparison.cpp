#include "flags/comparison.hpp"

#include <algorithm>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {

void add_comparison_flags(CLI::App& verb, ComparisonFlags& flags) {
  verb.add_option("DIR", flags.directories, "results directories, compared together")->required();
  verb.add_option("--by", flags.by, "the setting whose values are compared, or several [activation]")
      ->type_name("SETTING");
  verb.add_option("--metric", flags.metric, "what is compared [test_accuracy]")->type_name("NAME");
  verb.add_option("--baseline", flags.baseline, "compare every group with this one [all with all]")->type_name("GROUP");
  verb.add_option("--target", flags.target,
                  "test accuracy (R^2) that counts as success [" + text::number_text(success_target) + "]")
      ->type_name("X");
}

ComparisonRequest read_request(const ComparisonFlags& flags) {
  ComparisonRequest request;
  request.directories.assign(flags.directories.begin(), flags.directories.end());
  if (!flags.by.empty()) request.by = split_list(flags.by);
  for (std::string& name : request.by) std::ranges::replace(name, '-', '_');
  if (!flags.metric.empty()) request.metric = flags.metric;
  std::ranges::replace(request.metric, '-', '_');
  request.baseline = flags.baseline;
  if (flags.target.empty()) return request;
  const auto target = text::parse_number(flags.target);
  if (!target || !(*target > 0) || *target > 1) {
    throw Error(ErrorKind::usage, "--target", text::quoted(flags.target) + " is not allowed",
                "give a test accuracy (or R^2) above 0 and at most 1");
  }
  request.target = *target;
  return request;
}

}  // namespace actlab::cmd
