#include "flags/comparison.hpp"

#include <algorithm>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "analysis/question_number.hpp"
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
  verb.add_option("--smallest", flags.smallest,
                  "the smallest difference that matters; for losses, times and epochs a share [0.01, 0.05, 0.1]")
      ->type_name("X");
  verb.add_option("--choose", flags.choose, "settings of which every group takes its best value by the validation rows")
      ->type_name("SETTING");
  verb.add_flag("--by-validation", flags.by_validation,
                "choose by the validation rows, which is the only way; without --choose all that is crossed");
  verb.add_option("--where", flags.where, "only cells with this value of a setting: dataset=spiral; may be repeated")
      ->type_name("SETTING=VALUE");
}

namespace {

std::vector<std::string> setting_names(const std::string& list) {
  std::vector<std::string> names = split_list(list);
  for (std::string& name : names) std::ranges::replace(name, '-', '_');
  return names;
}

// The value as cells.csv has it.
std::string canonical_value(const std::string& name, const std::string& value) {
  const SettingInfo* setting = find_setting(name);
  if (setting == nullptr) return value;
  Settings settings;
  set_setting(settings, *setting, value, "--where");
  return setting_text(settings, *setting);
}

void read_where(const std::vector<std::string>& conditions, ComparisonRequest& request) {
  for (const std::string& condition : conditions) {
    const std::size_t equals = condition.find('=');
    if (equals == 0 || equals == std::string::npos) {
      throw Error(ErrorKind::usage, "--where", text::quoted(condition) + " is no condition", "give SETTING=VALUE");
    }
    const std::string name = setting_names(condition.substr(0, equals)).front();
    request.where[name].push_back(canonical_value(name, condition.substr(equals + 1)));
  }
}

}  // namespace

ComparisonRequest read_request(const ComparisonFlags& flags) {
  ComparisonRequest request;
  request.directories.assign(flags.directories.begin(), flags.directories.end());
  if (!flags.by.empty()) request.by = setting_names(flags.by);
  if (!flags.metric.empty()) request.metric = flags.metric;
  std::ranges::replace(request.metric, '-', '_');
  request.baseline = flags.baseline;
  if (!flags.smallest.empty()) {
    request.smallest = read_question_number(QuestionNumber::smallest, flags.smallest, "--smallest");
  }
  if (!flags.choose.empty()) request.choose = setting_names(flags.choose);
  request.choose_crossed = flags.by_validation && flags.choose.empty();
  read_where(flags.where, request);
  if (!flags.target.empty()) {
    request.target = read_question_number(QuestionNumber::target, flags.target, "--target");
  }
  return request;
}

}  // namespace actlab::cmd
