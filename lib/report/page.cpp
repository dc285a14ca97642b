#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "file/input_file.hpp"
#include "record/results_files.hpp"
#include "report/comparison_text.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

Section settings_section(const Subject& subject) {
  constexpr std::array<std::string_view, 9> always{"dataset",   "samples",       "arch",       "activation", "init",
                                                   "optimizer", "learning_rate", "batch_size", "epochs"};
  Facts facts;
  for (const SettingInfo& setting : settings_table()) {
    const std::vector<std::string> values = values_of(subject, setting.name);
    const bool by_default = values.size() == 1 && values.front() == setting_text(Settings(), setting);
    if (by_default && std::ranges::count(always, setting.name) == 0) continue;
    facts.items.emplace_back(words_of(setting.name), listed(values, 60));
  }
  std::string networks;
  for (const Source& source : subject.sources) {
    networks += (networks.empty() ? "" : ", ") + std::to_string(source.experiment.replicates);
  }
  facts.items.emplace_back("networks per cell", networks);
  return {"Settings", {Paragraph{"Everything else is at its default; the whole of it stands under Reproduce."}, facts}};
}

// What the columns and pictures of a comparison mean, for a reader who has not seen one.
Paragraph comparison_words(const Comparison& comparison) {
  return {fmt::format(
      "Runs are paired: the same settings but for {}, and the same replicate's random numbers. The data set is the "
      "unit: many runs on one data set are still one data set. An interval says where the true difference may lie; the "
      "prediction "
      "interval where it may lie on a further data set like these. P(first better) is the share of the pairs in which "
      "the first is better.",
      comparison.by)};
}

void add_figures(const Comparison& comparison, const ComparisonFigures& figures, Section& section) {
  const std::string metric = words_of(comparison.metric);
  const std::string when = figures.condition.empty() ? "" : figures.condition + ": ";
  const auto add = [&](const fs::path& file, const std::string& description) {
    if (!file.empty()) section.blocks.emplace_back(Picture{file, when + description});
  };
  add(figures.effects,
      "Effects with their intervals: a diamond over all data sets, points for each of them; shaded is what does not "
      "matter. Blue: the first is better, orange: worse, green: no difference that matters, grey: cannot tell, hollow: "
      "no information.");
  add(figures.runs,
      "Every run's " + metric + " by data set and group, with quartiles, median, and mean with its 95 % interval.");
  add(figures.curves,
      "Learning curves of the groups, a panel per data set: median over the runs, shaded between quartiles.");
  add(figures.ranks,
      "Critical-difference diagram: average ranks over the data sets, 1 the best; bars join groups that are not told "
      "apart (Dem\u0161ar 2006). A picture only: ranks depend on which groups are compared.");
}

Section comparison_section(const Subject& subject, const std::vector<ComparisonFigures>& figures) {
  const Comparison& comparison = *subject.comparison;
  Section section{"Comparison", {comparison_words(comparison)}};
  for (const ComparisonPanel& panel : comparison.panels) {
    if (panel.data_sets.size() > 1) section.blocks.emplace_back(means_table(panel, comparison, TableFormat::markdown));
  }
  section.blocks.emplace_back(groups_table(comparison, TableFormat::text));
  if (!comparison.chosen.empty()) section.blocks.emplace_back(chosen_table(comparison, TableFormat::text));
  section.blocks.emplace_back(pairs_table(comparison, TableFormat::text));
  section.blocks.emplace_back(data_set_effects_table(comparison, TableFormat::text));
  for (const ComparisonFigures& drawn : figures) add_figures(comparison, drawn, section);
  for (const ComparisonPanel& panel : comparison.panels) {
    if (panel.ranks) section.blocks.emplace_back(Paragraph{ranks_text(panel, comparison)});
  }
  return section;
}

// A section of nothing else; none without any.
template <class Shown>
void add_section(Document& document, const char* title, const std::vector<Shown>& shown) {
  if (!shown.empty()) document.sections.push_back({title, {shown.begin(), shown.end()}});
}

Section reproduction_section(const Subject& subject, const ReportCommands& commands) {
  Section section{"Reproduce", {}};
  section.blocks.emplace_back(
      Paragraph{"The same commands write the same bytes on any machine, with any number of threads."});
  section.blocks.emplace_back(Listing{"Train again, check every byte, make this report", commands.again, false});
  for (std::size_t i = 0; i < subject.sources.size(); ++i) {
    const fs::path& directory = subject.sources[i].directory;
    if (!commands.plain[i].empty()) {
      section.blocks.emplace_back(Listing{"The same networks without a file", commands.plain[i], false});
    }
    section.blocks.emplace_back(
        Listing{directory.string() + "/run.toml", subject.sources[i].files->read("run.toml"), true});
  }
  return section;
}

Section versions_section(const Subject& subject) {
  Section section{"Versions and hashes", {}};
  for (const Source& source : subject.sources) {
    Facts facts;
    facts.items.emplace_back("results", source.directory.string());
    const Manifest& manifest = *source.files->manifest();
    facts.items.emplace_back("written by", manifest.program);
    facts.items.emplace_back("arithmetic contract", std::to_string(manifest.contract));
    facts.items.emplace_back("results format", std::to_string(manifest.format));
    facts.items.emplace_back("cells", std::to_string(manifest.cells));
    for (const auto& [name, hash] : manifest.data) facts.items.emplace_back("SHA-256 of data " + name, hash);
    for (const auto& [name, hash] : manifest.files) {
      if (name.find('/') == std::string::npos) facts.items.emplace_back("SHA-256 of " + name, hash);
    }
    facts.items.emplace_back("SHA-256 of manifest.json", file_hash(source.directory / manifest_file).value_or("-"));
    section.blocks.emplace_back(std::move(facts));
  }
  section.blocks.emplace_back(Paragraph{"manifest.json holds the hashes of all other files."});
  return section;
}

}  // namespace

Document report_document(const Subject& subject, const std::string& title, const ReportCommands& commands,
                         const ReportPictures& pictures) {
  Document document{title, answer(subject), {}};
  // A picture comes first, of what the networks say or, where there is none, of how they learned.
  add_section(document, "Boundaries", pictures.boundaries);
  add_section(document, "What the networks say", pictures.fits);
  const bool shows_networks = !document.sections.empty();
  if (!shows_networks) add_section(document, "Learning curves", pictures.curves);
  document.sections.push_back(settings_section(subject));
  document.sections.push_back({"Summary", {summary_table(subject)}});
  if (subject.comparison) document.sections.push_back(comparison_section(subject, pictures.comparison));
  if (shows_networks) add_section(document, "Learning curves", pictures.curves);
  add_section(document, "Which classes are taken for which", pictures.answers);
  add_section(document, "What each unit learns", pictures.units);
  add_section(document, "Health of the layers", pictures.layers);
  document.sections.push_back(reproduction_section(subject, commands));
  document.sections.push_back(versions_section(subject));
  return document;
}

}  // namespace actlab
