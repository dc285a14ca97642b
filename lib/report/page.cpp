#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "record/atomic_file.hpp"
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

Section comparison_section(const Subject& subject, const ComparisonFigures& figures) {
  const Comparison& comparison = *subject.comparison;
  Section section{"Comparison", {}};
  section.blocks.emplace_back(Paragraph{fmt::format(
      "Runs are paired: the same settings but for {}, and the same replicate's random numbers.", comparison.by)});
  section.blocks.emplace_back(groups_table(comparison, TableFormat::text));
  const std::string metric = words_of(comparison.metric);
  section.blocks.emplace_back(Picture{
      figures.runs, "Every run's " + metric + " by group, with quartiles, median, and mean with its 95 % interval."});
  if (!figures.curves.empty()) {
    section.blocks.emplace_back(Picture{
        figures.curves, "Learning curves of the groups: median over all their runs, shaded between quartiles."});
  }
  section.blocks.emplace_back(pairs_table(comparison, TableFormat::text));
  if (comparison.statistics.ranks) section.blocks.emplace_back(Paragraph{ranks_text(comparison)});
  if (!figures.ranks.empty()) {
    section.blocks.emplace_back(
        Picture{figures.ranks,
                "Critical-difference diagram: average ranks over the data sets, 1 the best; bars "
                "join groups that are not told apart (Dem\u0161ar 2006)."});
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
    section.blocks.emplace_back(Listing{directory.string() + "/run.toml", read_file(directory / "run.toml"), true});
  }
  return section;
}

Section versions_section(const Subject& subject) {
  Section section{"Versions and hashes", {}};
  for (const Source& source : subject.sources) {
    Facts facts;
    facts.items.emplace_back("results", source.directory.string());
    facts.items.emplace_back("written by", source.manifest.program);
    facts.items.emplace_back("arithmetic contract", std::to_string(source.manifest.contract));
    facts.items.emplace_back("results format", std::to_string(source.manifest.format));
    facts.items.emplace_back("cells", std::to_string(source.manifest.cells));
    for (const auto& [name, hash] : source.manifest.data) facts.items.emplace_back("SHA-256 of data " + name, hash);
    for (const auto& [name, hash] : source.manifest.files) {
      if (name.find('/') == std::string::npos) facts.items.emplace_back("SHA-256 of " + name, hash);
    }
    facts.items.emplace_back("SHA-256 of manifest.json", file_hash(source.directory / "manifest.json"));
    section.blocks.emplace_back(std::move(facts));
  }
  section.blocks.emplace_back(Paragraph{"manifest.json holds the hashes of all other files."});
  return section;
}

}  // namespace

Document report_document(const Subject& subject, const std::string& title, const ReportCommands& commands,
                         const ReportPictures& pictures) {
  Document document{title, answer(subject), {}};
  document.sections.push_back(settings_section(subject));
  document.sections.push_back({"Summary", {summary_table(subject)}});
  if (subject.comparison) document.sections.push_back(comparison_section(subject, pictures.comparison));
  add_section(document, "Learning curves", pictures.curves);
  add_section(document, "Boundaries", pictures.boundaries);
  add_section(document, "Health of the layers", pictures.layers);
  document.sections.push_back(reproduction_section(subject, commands));
  document.sections.push_back(versions_section(subject));
  return document;
}

}  // namespace actlab
