package permafrost.shrinking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import permafrost.model.scenario.Scenario;

class CanonicalFormTest {

  private static final String START = "{'launch':[],'program':'qemu-storage-daemon'}";

  @Test
  void a_node_a_file_and_a_group_of_the_same_name_are_told_apart() {
    assertCanonical(
        Scenarios.of(
            "{'qemu-img':['create','-f','qcow2','a','1M']}",
            START,
            "{'execute':'object-add','arguments':{'id':'a','qom-type':'throttle-group'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'throttle','throttle-group':'a',"
                + "'file':{'driver':'file','filename':'a'},'node-name':'a'}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'a'}}"),
        Scenarios.of(
            "{'qemu-img':['create','-f','qcow2','0.img','1M']}",
            START,
            "{'execute':'object-add','arguments':{'qom-type':'throttle-group','id':'tg0'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'throttle','node-name':'n0',"
                + "'throttle-group':'tg0','file':{'driver':'file','filename':'0.img'}}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'n0'}}"));
  }

  @Test
  void a_backing_file_is_renamed_wherever_it_is_named() {
    assertCanonical(
        Scenarios.of(
            "{'qemu-img':['create','-f','qcow2','$DIR/base','1M']}",
            "{'qemu-img':['create','-f','qcow2','-b','$DIR/base','-F','qcow2','$DIR/top']}",
            "{'qemu-img':['create','-f','qcow2','-o','backing_file=$DIR/base,compat=1.1','x']}",
            "{'qemu-io':['-f','qcow2','-c','write 0 base','$DIR/top']}",
            START),
        Scenarios.of(
            "{'qemu-img':['create','-f','qcow2','0.img','1M']}",
            "{'qemu-img':['create','-f','qcow2','-b','0.img','-F','qcow2','1.img']}",
            "{'qemu-img':['create','-f','qcow2','-o','backing_file=0.img,compat=1.1','2.img']}",
            "{'qemu-io':['-f','qcow2','-c','write 0 base','1.img']}",
            START));
  }

  @Test
  void names_in_launch_arguments_that_are_no_json_are_renamed_too() {
    assertCanonical(
        Scenarios.of(
            "{'launch':['-drive','if=none,id=d,file=$DIR/t.img,node-name=top',"
                + "'-blockdev','driver=raw,node-name=r,file=top'],'program':'qemu-system-x86_64'}"),
        Scenarios.of(
            "{'launch':['-drive','if=none,id=d,file=0.img,node-name=n0',"
                + "'-blockdev','driver=raw,node-name=n1,file=n0'],'program':'qemu-system-x86_64'}"));
  }

  @Test
  void malformed_and_made_up_names_and_foreign_paths_stay() {
    Scenario scenario =
        Scenarios.of(
            START,
            "{'execute':'blockdev-del','arguments':{'node-name':'1a'}}",
            "{'execute':'blockdev-del','arguments':{'node-name':'#block3~'}}",
            "{'execute':'blockdev-add','arguments':{'driver':'file','filename':'/dev/null'}}");
    assertCanonical(scenario, scenario);
  }

  @Test
  void what_is_canonical_stays() {
    Scenario scenario = Fault.REOPEN_WITH_ANOTHER_FILE.shortest();
    assertCanonical(scenario, scenario);
  }

  private static void assertCanonical(Scenario scenario, Scenario expected) {
    assertThat(CanonicalForm.of(Pieces.of(scenario)).text()).isEqualTo(Pieces.of(expected).text());
  }
}
